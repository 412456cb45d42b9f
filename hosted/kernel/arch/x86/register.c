/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers on x86: a program cannot have all flags, and some it always has. Where it goes on, and the bases
 * of its segments, become 0 if the processor has no such address.
 */
#include "kernel/thread/thread.h"

#define FLAGS 2u              /* their place in a context */
#define FLAGS_ALLOWED 0xcd5UL /* carry, parity, adjust, zero, sign, direction, overflow */
#define FLAGS_ALWAYS 0x202UL  /* one that is reserved, and interrupts */

/* With 64-bit words, an address has its highest 17 bits all clear, or all set. */
#define HIGHEST_BITS (ABI_WORD_BITS == 64 ? 17u : 1u)

static bool is_address(abi_word value)
{
    abi_word highest = value >> (ABI_WORD_BITS - HIGHEST_BITS);

    return highest == 0 || highest == ((abi_word)1 << HIGHEST_BITS) - 1;
}

abi_word arch_register(unsigned word, abi_word value)
{
    if (word == FLAGS) {
        return (value & FLAGS_ALLOWED) | FLAGS_ALWAYS;
    }
    if ((word == ABI_CONTEXT_IP || word >= ABI_CONTEXT_FRAME_WORDS) && !is_address(value)) {
        return 0;
    }
    return value;
}
