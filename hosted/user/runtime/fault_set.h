/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Filling in a fault message.
 */
#pragma once

#include "kernel/abi.h"

static inline void fault_set_message(struct abi_message *message, enum abi_fault label, const abi_word *mr,
                                     unsigned count)
{
    message->what = ABI_SYS_FAULT;
    message->info = ABI_INFO(label, 0, 0, count);
    for (unsigned i = 0; i < count; i++) {
        message->mr[i] = mr[i];
    }
}
