/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A thread's registers in a signal handler, as a context of seL4's architecture: the words of its
 * seL4_UserContext.
 *
 * If seL4's architecture is the host's own, each register has its word. Otherwise only those with a role that
 * both have: where the thread is, its stack, and the first six arguments of a function; other words are 0.
 */
#pragma once

#include <signal.h>

#include "kernel/abi.h"

/* The signal by which a thread changes its registers, or is made to tell them. Ignored by default; debuggers
 * do not stop at it. */
#define REGISTERS_SIGNAL SIGURG

/* Reads the registers from a signal handler's third argument. */
void context_save(abi_word words[ABI_CONTEXT_WORDS], const void *ucontext);

/* Replaces them there, so that the thread goes on with these when the handler returns. Of flags, only those
 * that a program can set itself; not where its thread-local variables are: that is the C library's. */
void context_load(void *ucontext, const abi_word words[ABI_CONTEXT_WORDS]);

/* If a thread starts with this context: adapts a stack pointer that is aligned as a function of seL4's
 * architecture expects it to what one of the host's does. Does nothing if these are the same. */
void context_start(abi_word words[ABI_CONTEXT_WORDS]);

/* The same for a thread that gets another stack pointer than it had: it begins a function there. */
void context_change(abi_word words[ABI_CONTEXT_WORDS], abi_word former_sp);
