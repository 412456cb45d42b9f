/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Lines about threads in the program's VSpace: their registers, and the order in which they run.
 *
 * All threads have the program's CSpace. A thread runs a function of C, or a piece of the architecture's code
 * with a known value in every register; then what a fault or TCB_ReadRegisters tells is known, too. A thread
 * writes no variable but the log.
 */
#pragma once

#include "common/entry.h"
#include "common/line.h"
#include "common/world.h"
#include "directed/directed.h"
#include "places.h"

enum { THREADS = ENTRIES, LAST_THREAD = THREADS - 1 };

struct thread {
    seL4_CPtr tcb, handler;
    seL4_CPtr context, reply; /* with MCS */
};
extern struct thread threads[THREADS];

extern const struct group register_groups[];
extern const struct group stopped_groups[];
extern const struct group waiting_groups[];
extern const struct group transfer_groups[];
extern const struct group order_groups[];

/* What a group's threads use, made anew for each group. Faults arrive at `faults` with the badge FAULTED +
 * index. */
extern seL4_CPtr endpoint, faults, notification, nothing;
#define FAULTED 0xf0

/* The program's priority, and those of others. A thread above the program runs at once, until it waits. */
enum { LOWEST = 1, LOW = 90, BELOW = 95, OWN = 100, ABOVE = 105, HIGH = 110 };

/* ---- Threads. */

/* Empties the world, and makes the objects that every group has. */
void threads_begin(void);

/* Makes a thread that is configured, and not resumed. */
void thread_make(unsigned index, seL4_Word priority);
/* The TCB only. */
void thread_make_empty(unsigned index);
/* Lets a thread begin with a function, which finds its index in its first argument. It must not return. */
void thread_enter(unsigned index, entry_t entry);
/* The same by one seL4_TCB_WriteRegisters with flags. */
seL4_Error thread_redirect(unsigned index, entry_t entry, seL4_Word flags);
void thread_start(unsigned index, seL4_Word priority, entry_t entry);
seL4_Error thread_resume(unsigned index);
seL4_Error thread_suspend(unsigned index);
/* What is done to thread 0. */
seL4_Error act_nothing(void);
seL4_Error act_suspend(void);
seL4_Error act_resume(void);
seL4_Error act_suspend_resume(void);
seL4_Error act_read_suspend(void);
/* What a thread does at its end: waits for ever. */
void thread_end(void);
/* Returns when all threads wait or have stopped. */
void settle(void);

/* Returns when another thread of the program's priority has preempted the program. */
void await_preemption(void);

/* ---- The log: a letter for each event. */

void log_clear(void);
void log_event(char event);
/* Adds the log to the line, or "-" if it is empty. */
void line_add_log(void);
void tell_log(const char *key);

/* ---- Registers, in the order of seL4_UserContext. */

struct context {
    seL4_Word words[CONTEXT_WORDS];
};
/* The architecture's ODD_ADDRESSES, and 0 at the end. */
extern const seL4_Word odd_addresses[];
/* Marked registers: number i has FIRST + i, or SECOND + i. */
enum { FIRST = 0x1000, SECOND = 0x2000 };
/* All marked, but the usual flags, and the instruction pointer. */
struct context marked(seL4_Word base, seL4_Word code);
/* The same, with a stack pointer that is one. */
struct context runnable(seL4_Word base, seL4_Word code);
seL4_Error write_registers(unsigned index, seL4_Word flags, const struct context *context, seL4_Word count);
struct context read_registers(unsigned index);
/*
 * A letter for each register: 1 or 2 if it is marked, 0 for 0, f for -1. Any other has a dot, and follows
 * with its number.
 */
void line_add_context(struct context context);
void tell_registers(const char *key, unsigned index);
/* A word; an address in the architecture's code is a name and an offset, and a stack's end is its name. */
void line_add_symbol(seL4_Word word);

/* The flags of seL4_TCB_WriteRegisters and of its relatives. */
enum { RESUME = 1, SUSPEND_SOURCE = 1, RESUME_TARGET = 2, TRANSFER_FRAME = 4, TRANSFER_INTEGER = 8 };

/* Waits for a fault and keeps its words; or takes one if it is there. */
struct fault {
    seL4_Word label, length, badge;
    seL4_Word words[64];
};
struct fault await_fault_message(void);
struct fault fault_if_any(void);
/* The name of a fault, or "nothing" if there is none. */
void line_add_fault_name(const struct fault *fault);
/* Answers the fault that was received last. */
void answer_fault(seL4_Word label, seL4_Word length, const seL4_Word *words);

/* ---- The architecture's code. Each piece does what its name says, and then an instruction that is
 * undefined. */

struct code {
    const char *name;
    const char *start;
};
/* These are on all architectures. */
extern const char code_load[], code_store[], code_undefined[], code_syscall[], code_other[], code_end[];
/* Sets the registers that a piece of code needs. */
void prepare_registers(struct context *context, seL4_Word address);
/* Exceptions that only the architecture has; the end is {0}. None if the processor is not that of seL4's
 * architecture: then no piece of code does anything. */
extern const struct code exceptions[];

/* ---- Of a kernel with or without MCS. */

seL4_Error thread_configure(struct thread *thread, seL4_Word buffer_vaddr, seL4_CPtr buffer,
                            seL4_CPtr handler);
seL4_Error thread_schedule(struct thread *thread, seL4_Word priority);
void make_own_reply(void);
seL4_MessageInfo_t thread_receive(unsigned index, seL4_CPtr source, seL4_Word *badge);
void thread_answer(unsigned index, seL4_MessageInfo_t info);
seL4_MessageInfo_t thread_reply_receive(unsigned index, seL4_CPtr source, seL4_MessageInfo_t info,
                                        seL4_Word *badge);
seL4_MessageInfo_t own_reply_receive(seL4_CPtr source, seL4_MessageInfo_t info, seL4_Word *badge);
seL4_MessageInfo_t own_receive(seL4_CPtr source, seL4_Word *badge);
seL4_MessageInfo_t own_receive_now(seL4_CPtr source, seL4_Word *badge);
void own_answer(seL4_MessageInfo_t info);

/* Gives the program a time slice from its beginning, so that no thread of its priority preempts it soon. */
void renew_time(void);
