/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * No pieces of code: the host's processor is not that of seL4's architecture.
 */
#include "threads/threads.h"

const char code_load[1], code_store[1], code_undefined[1], code_syscall[1], code_other[1], code_end[1];
const struct code exceptions[] = {{0}};

void prepare_registers(struct context *context, seL4_Word address)
{
    (void)context;
    (void)address;
}
