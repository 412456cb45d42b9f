/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * System calls of any thread, where raw_message is the root task's first thread's alone; and what that
 * prints.
 */
#pragma once

#include <stdio.h>

#include "raw.h"

static inline abi_word enter(enum abi_syscall what, abi_word capability, abi_word word)
{
    struct abi_message message = {
        .what = what, .capability = capability, .info = ABI_INFO(0, 0, 0, 1), .mr = {word}};

    hosted_enter(&message);
    return message.mr[0];
}

static inline void send(abi_word endpoint, abi_word word)
{
    (void)enter(ABI_SYS_SEND, endpoint, word);
}

static inline abi_word wait(abi_word endpoint)
{
    return enter((enum abi_syscall)raw_wait, endpoint, 0);
}

/* Waits for the fault of a thread, or its end. */
static inline void print_fault(const struct raw_child *thread)
{
    abi_word label = raw_receive(thread->fault_endpoint);

    if (label == ABI_FAULT_VM) {
        printf("VM fault at 0x%lx\n", raw_message.mr[1]);
    } else {
        printf("exception 0x%lx code %lu\n", raw_message.mr[ABI_USER_EXCEPTION_LENGTH - 2],
               raw_message.mr[ABI_USER_EXCEPTION_LENGTH - 1]);
    }
}
