/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers on RISC-V: all hold what is written.
 */
#include "kernel/thread/thread.h"

abi_word arch_register(unsigned word, abi_word value)
{
    (void)word;
    return value;
}
