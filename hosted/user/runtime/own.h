/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What each hosted thread of a program has for itself, in the runtime.
 *
 * How a thread is stopped. The machine sends it REGISTERS_SIGNAL, whose handler tells the kernel the thread's
 * registers and waits for the answer. While the thread is in the runtime's own code, the handler only notes
 * the signal: the machine takes the request that the thread is about to make for an answer, too; otherwise
 * the thread stops when it leaves the runtime. A stop that is no longer wanted is answered at once, so one
 * too many does no harm.
 */
#pragma once

#include <setjmp.h>
#include <signal.h>
#include <stddef.h>

#define OWN_SIGNAL_STACK_BYTES 65536

struct own {
    int socket;                       /* to the kernel */
    volatile sig_atomic_t inside;     /* in the runtime, but in no signal handler */
    volatile sig_atomic_t stop_noted; /* when it leaves the runtime */
    volatile sig_atomic_t ending;     /* the next signal leaves whatever it does */
    sigjmp_buf *end;                  /* where it then goes on; NULL: the program's first thread */
};
extern _Thread_local struct own own;

/* From now on the calling thread's signal handlers run on this stack; the caller's, of
 * OWN_SIGNAL_STACK_BYTES. */
void own_use_signal_stack(void *stack);

/* Enters the runtime, where a stop must wait; returns what own_leave() takes. */
sig_atomic_t own_enter(void);
void own_leave(sig_atomic_t before);

/* Installs the handler of REGISTERS_SIGNAL, for all threads. */
void own_init(void);

/* Ends the calling thread: the C library frees what it has. The program's first thread waits for ever
 * instead. */
_Noreturn void own_end(void);
