/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The system call instruction of a hosted thread. Every way of a hosted program into the kernel is this one.
 */
#pragma once

#include <stddef.h>

#include "kernel/abi.h"

/*
 * Executes the system call in `message` and returns with the answer in it: `info` tells how many message
 * registers were written; those above keep what they held. Blocks as the call does. Frames that were mapped
 * or unmapped for this program in the meantime are so when it returns.
 *
 * May be called in a signal handler. Where the kernel is gone, the process exits.
 */
void hosted_enter(struct abi_message *message);

/*
 * Why the mapping at this address failed here, although the kernel made it: ABI_DELETE_FIRST if the program
 * has something of its own there, ABI_NOT_ENOUGH_MEMORY if it lacks memory, or a descriptor to receive the
 * frame with. ABI_NO_ERROR: it did not fail, or that was told before. Others' mappings into this program fail
 * silently.
 */
abi_word hosted_take_map_failure(abi_word vaddr);

/* As on seL4, a length above the number of message registers counts as that number. */
static inline void hosted_limit_length(struct abi_message *message)
{
    if (ABI_INFO_LENGTH(message->info) > ABI_MESSAGE_REGISTERS) {
        {
            {
                {
                    message->info = (message->info & ~(abi_word)0x7f) | ABI_MESSAGE_REGISTERS;
                }
            }
        }
    }
}

/* Writes `count` bytes to the kernel's debug output. Up to HOSTED_PUT_BYTES are not torn by others' output.
 */
#define HOSTED_PUT_BYTES ((ABI_MESSAGE_REGISTERS - 1) * ABI_WORD_BYTES)
void hosted_put(const char *bytes, size_t count);
