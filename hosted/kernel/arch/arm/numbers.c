/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The numbers by which DebugCapIdentify tells the types of capabilities.
 */
#include "arch.h"

const uint8_t capability_numbers[CAPABILITY_TYPE_COUNT] = {
    [CAPABILITY_UNTYPED] = 2,      [CAPABILITY_ENDPOINT] = 4,       [CAPABILITY_NOTIFICATION] = 6,
    [CAPABILITY_REPLY] = 8,        [CAPABILITY_CNODE] = 10,         [CAPABILITY_THREAD] = 12,
    [CAPABILITY_IRQ_CONTROL] = 14, [CAPABILITY_IRQ_HANDLER] = 16,   [CAPABILITY_FRAME] = 1,
    [CAPABILITY_PAGE_TABLE] = 3,   [CAPABILITY_VSPACE] = 9,         [CAPABILITY_ASID_CONTROL] = 11,
    [CAPABILITY_ASID_POOL] = 13,   [CAPABILITY_SCHED_CONTEXT] = 22, [CAPABILITY_SCHED_CONTROL] = 24,
};
