/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the scenarios about threads share; see threads.c.
 */
#pragma once

#include "raw.h"

#define STACK_BYTES 16384
#define SHARED_VADDR 0x44000000UL /* a child's */

extern char thread_stack[STACK_BYTES]; /* of the other thread */
extern volatile abi_word thread_counter;
extern abi_word there, back; /* endpoints: to the other thread, and from it */
extern abi_word first;       /* to the first thread of a child */

/* System calls of any thread: raw_message is the root task's first thread's alone. */
abi_word thread_enter(enum abi_syscall what, abi_word capability, abi_word word);
void thread_send(abi_word endpoint, abi_word word);
abi_word thread_wait(abi_word endpoint);

/* What another thread may do: nothing; or add one to each word that it is sent. */
_Noreturn void thread_stay(void);
void thread_add_one(void);

/* Makes a thread, without starting it. */
void thread_configure(struct raw_child *thread, abi_word vspace);
/* Writes its registers, and resumes it. Returns the error. */
abi_word thread_start_at(abi_word tcb, abi_word function, abi_word stack_top);
/* Makes the endpoints, in slots one after the other. */
void thread_make_endpoints(void);
void thread_print_fault(const struct raw_child *thread);
void thread_wait_until_it_counts(const volatile abi_word *place);
/* Exits with a status of its own if it does not, although it has every chance to count. */
void thread_check_that_it_stands(const volatile abi_word *place);

/* A scenario with two threads of a child; -1 if there is none of that name. */
int pair_run(const char *name);
/* What the child does. */
int pair_run_child(const char *name);
