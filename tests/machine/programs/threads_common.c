/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the scenarios about threads share; see threads.h.
 */
#include "threads.h"

#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 200

_Alignas(16) char thread_stack[STACK_BYTES];
volatile abi_word thread_counter;
abi_word there, back, first;

abi_word thread_enter(enum abi_syscall what, abi_word capability, abi_word word)
{
    struct abi_message message = {
        .what = what, .capability = capability, .info = ABI_INFO(0, 0, 0, 1), .mr = {word}};

    hosted_enter(&message);
    return message.mr[0];
}

void thread_send(abi_word endpoint, abi_word word)
{
    (void)thread_enter(ABI_SYS_SEND, endpoint, word);
}

abi_word thread_wait(abi_word endpoint)
{
    return thread_enter((enum abi_syscall)raw_wait, endpoint, 0);
}

_Noreturn void thread_stay(void)
{
    for (;;) {
        (void)thread_wait(there);
    }
}

void thread_add_one(void)
{
    for (;;) {
        thread_counter = thread_wait(there) + 1;
        thread_send(back, thread_counter);
    }
}

void thread_configure(struct raw_child *thread, abi_word vspace)
{
    thread->tcb = raw_new_object(ABI_OBJECT_TCB, 0);
    thread->vspace = vspace;
    thread->fault_endpoint = raw_new_object(ABI_OBJECT_ENDPOINT, 0);
    raw_configure(thread->tcb, vspace, thread->fault_endpoint);
    raw_make_reply(thread);
}

abi_word thread_start_at(abi_word tcb, abi_word function, abi_word stack_top)
{
    abi_word mr[2 + ABI_CONTEXT_WORDS] = {1, ABI_CONTEXT_WORDS};

    mr[2 + ABI_CONTEXT_IP] = function;
    mr[2 + ABI_CONTEXT_SP] = stack_top - CALL_BYTES;
    return raw_call(tcb, ABI_TCB_WRITE_REGISTERS, 2 + ABI_CONTEXT_WORDS, mr, RAW_NO_CAPS);
}

/* In slots one after the other. */
void thread_make_endpoints(void)
{
    there = raw_new_object(ABI_OBJECT_ENDPOINT, 0);
    back = raw_new_object(ABI_OBJECT_ENDPOINT, 0);
    first = raw_new_object(ABI_OBJECT_ENDPOINT, 0);
}

void thread_print_fault(const struct raw_child *thread)
{
    abi_word label = raw_receive(thread->fault_endpoint);

    if (label == ABI_FAULT_VM) {
        printf("VM fault at 0x%lx\n", raw_message.mr[1]);
    } else {
        printf("exception 0x%lx code %lu\n", raw_message.mr[ABI_USER_EXCEPTION_LENGTH - 2],
               raw_message.mr[ABI_USER_EXCEPTION_LENGTH - 1]);
    }
}

void thread_wait_until_it_counts(const volatile abi_word *place)
{
    for (abi_word before = *place; *place == before;) {
        raw_yield();
    }
}

/* It has had every chance to count. */
void thread_check_that_it_stands(const volatile abi_word *place)
{
    abi_word before = *place;

    for (int i = 0; i < ROUNDS; i++) {
        raw_yield();
    }
    if (*place != before) {
        exit(91);
    }
}
