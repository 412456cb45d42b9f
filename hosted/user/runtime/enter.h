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
 * Executes the system call in `message` and returns with the answer in it: `what` is ABI_ANSWER_RETURN, and
 * `info` holds the number of message registers written; those above keep their values. Or it is
 * ABI_ANSWER_BADGE. Blocks as the call does. When it returns, frames that were mapped or unmapped for this
 * program in the meantime are in place or gone.
 *
 * May be called in a signal handler. If the kernel is gone, the process exits.
 */
void hosted_enter(struct abi_message *message);

/*
 * Why the mapping at this address failed here, although the kernel made it: ABI_DELETE_FIRST if the program
 * has something of its own there; ABI_NOT_ENOUGH_MEMORY if it lacks memory, or a descriptor to receive the
 * frame with. ABI_NO_ERROR if it did not fail, or the failure was reported before. Mappings that others make
 * in this program fail silently.
 */
abi_word hosted_take_map_failure(abi_word vaddr);

/* As on seL4, a length above the number of message registers counts as that number. */
static inline void hosted_limit_length(struct abi_message *message)
{
    if (ABI_INFO_LENGTH(message->info) > ABI_MESSAGE_REGISTERS) {
        message->info = (message->info & ~(abi_word)0x7f) | ABI_MESSAGE_REGISTERS;
    }
}

/* Writes `count` bytes to the kernel's debug output. Other output never tears up to HOSTED_PUT_BYTES of
 * them. */
#define HOSTED_PUT_BYTES ((ABI_MESSAGE_REGISTERS - 1) * ABI_WORD_BYTES)
void hosted_put(const char *bytes, size_t count);
