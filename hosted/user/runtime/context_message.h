/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A message that tells the registers of its thread.
 */
#pragma once

#include "kernel/abi.h"
#include "processor/context.h"

/* Appends the context from a signal handler's third argument. */
static inline void context_append(struct abi_message *message, const void *ucontext)
{
    context_save(&message->mr[ABI_INFO_LENGTH(message->info)], ucontext);
    message->info += ABI_CONTEXT_WORDS;
}
