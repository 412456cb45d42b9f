/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers on Arm: of the program status, a program has only the conditions.
 */
#include "kernel/thread/thread.h"

#define STATUS 2u                   /* its place in a context */
#define STATUS_ALLOWED 0xf0000000UL /* negative, zero, carry, overflow */
#define STATUS_ALWAYS 0x40UL        /* user mode, with interrupts, without fast ones */

abi_word arch_register(unsigned word, abi_word value)
{
    return word == STATUS ? (value & STATUS_ALLOWED) | STATUS_ALWAYS : value;
}
