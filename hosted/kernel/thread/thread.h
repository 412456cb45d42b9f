/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads: their states, the queues they wait in, and their faults: a thread that cannot go on calls its
 * fault handler with a message made by the kernel.
 *
 * A thread is in at most one queue: ready to run, about to repeat its system call, or waiting at an endpoint
 * or notification. Its message holds the request until an answer overwrites it, so a cancelled system call
 * can be repeated.
 */
#pragma once

#include "schedule.h"

enum thread_state {
    THREAD_INACTIVE = 0,
    THREAD_RUNNING,   /* in user mode */
    THREAD_IN_KERNEL, /* its request is being executed */
    THREAD_READY,     /* its answer is in its message */
    THREAD_PASSIVE,   /* continues as `resume` says once it has a scheduling context */
    THREAD_RESTARTING,
    THREAD_BLOCKED_SEND, /* from here on it waits for another thread */
    THREAD_BLOCKED_RECEIVE,
    THREAD_BLOCKED_NOTIFICATION,
    THREAD_BLOCKED_REPLY
};

/* What an inactive thread does when it is resumed, and a passive one when it has a scheduling context. */
enum thread_resume {
    RESUME_START = 0,
    RESUME_USER,    /* continues in user mode */
    RESUME_READY,   /* receives the answer in its message */
    RESUME_RESTART, /* repeats its system call */
    RESUME_NEVER    /* its program ended */
};

enum thread_slot {
    THREAD_SLOT_CSPACE = 0,
    THREAD_SLOT_VSPACE,
    THREAD_SLOT_BUFFER,
    SCHEDULE_THREAD_SLOTS,
    THREAD_SLOT_COUNT
};

#define FAULT_MAX_LENGTH 19
#define FAULT_VM_LENGTH 4

/* Why a thread cannot go on. */
struct fault {
    abi_word label; /* enum abi_fault; ABI_FAULT_NULL while there is none */
    unsigned length;
    bool reported; /* by the thread itself, in its own message */
    abi_word words[FAULT_MAX_LENGTH];
};

/* What the thread's processor registers hold of a message that it sent or received. */
struct thread_registers {
    abi_word info;
    abi_word mr[ABI_FAST_REGISTERS];
};
#define THREAD_EARLIER 4

struct kernel_thread {
    struct object object;
    void *host;
    struct abi_message message;
    struct thread_registers earlier[THREAD_EARLIER]; /* of the latest messages, a ring */

    struct thread_queue *queue; /* the one it is in, or NULL */
    struct kernel_thread *next;
    struct kernel_thread *previous;
    uint8_t state;  /* enum thread_state */
    uint8_t resume; /* enum thread_resume */
    bool has_image;
    bool is_stuck; /* inactive for a fault that no handler took */
    uint8_t priority;
    uint8_t max_priority;
    uint8_t latest; /* index in `earlier` */

    /* While it is blocked on an endpoint: how. */
    bool can_grant;
    bool can_grant_reply;
    bool is_call;
    abi_word badge;

    struct thread_schedule schedule;
    struct fault fault;
    /* Its registers, see registers.c. */
    bool context_is_whole; /* otherwise only ip and sp are known */
    bool context_is_new;   /* it goes on with these */
    abi_word context[ABI_CONTEXT_WORDS];
    abi_word buffer; /* the address of its IPC buffer */
    struct notification *bound;
    struct slot slots[THREAD_SLOT_COUNT];
};

/* Finds the slot at a capability address of the thread; it may be empty. NULL: see *failure. */
static inline struct slot *thread_lookup(const struct kernel_thread *thread, abi_word address,
                                         struct lookup_failure *failure)
{
    return cspace_lookup(&thread->slots[THREAD_SLOT_CSPACE].capability, address, failure);
}

/* Before another, or at the end for NULL. */
void thread_queue_insert(struct thread_queue *queue, struct kernel_thread *thread,
                         struct kernel_thread *before);
void thread_queue_append(struct thread_queue *queue, struct kernel_thread *thread);
void thread_queue_remove(struct kernel_thread *thread);

/* A kernel entry of the thread begins, or ends; `yields` if it is a Yield. */
void order_begin(struct kernel *kernel, struct kernel_thread *thread);
void order_end(struct kernel *kernel, bool yields);
/* The thread dies. */
void order_forget(struct kernel *kernel, const struct kernel_thread *thread);
/* Puts a thread among the ready ones; and one that was put there by resuming it where such a one belongs. */
void order_ready(struct kernel *kernel, struct kernel_thread *thread);
void order_resumed(struct kernel *kernel, struct kernel_thread *thread);
/* Puts a thread into the queue of an endpoint or notification. */
void order_wait(struct thread_queue *queue, struct kernel_thread *thread);
void order_set_priority(struct kernel *kernel, struct kernel_thread *thread, abi_word priority);
/* Who repeats its system call next; NULL: nobody. */
struct kernel_thread *order_next_restarting(const struct kernel *kernel);

/* Ends the thread's system call with an answer without message registers or capabilities. */
void thread_return(struct kernel *kernel, struct kernel_thread *thread, abi_word badge, abi_word info);

/* Remembers what the message that the thread sends or receives leaves in its registers. */
void thread_keep_registers(struct kernel_thread *thread);

/* Ends the thread's system call with a badge and no message. As on seL4, message info and registers then hold
 * what the thread had in them. That depends on its compiler: here each is what any of the latest messages
 * left, by the machine's choice. */
void thread_return_badge(struct kernel *kernel, struct kernel_thread *thread, abi_word badge);

/* Makes the thread ready, or passive; its answer is in its message. */
void thread_make_ready(struct kernel *kernel, struct kernel_thread *thread);

/* Cancels whatever the thread is blocked on, and clears its fault. */
void thread_cancel(struct kernel *kernel, struct kernel_thread *thread);

/* Cancels, and has the thread repeat its system call before this kernel entry ends. */
void thread_restart(struct kernel *kernel, struct kernel_thread *thread);

/* Stops the thread, which must be in no queue, until it is resumed. */
void thread_stop(struct kernel_thread *thread, enum thread_resume resume);

/* Suspending twice is the same as once. Resuming returns an enum abi_error. */
void thread_suspend(struct kernel *kernel, struct kernel_thread *thread);
abi_word thread_resume(struct kernel *kernel, struct kernel_thread *thread);

/* Starts the thread, whose registers or image are there. Returns an enum abi_error. */
abi_word thread_begin(struct kernel *kernel, struct kernel_thread *thread);

/* Executes a system call that only kernels with MCS have, or only those without. Returns false if it is none.
 */
bool schedule_execute(struct kernel *kernel, struct kernel_thread *thread);

/* Ends what the thread has to do with replies: it neither waits for one nor receives any longer. */
void reply_cancel(struct kernel *kernel, struct kernel_thread *thread);

/* Starts a fault of so many words, all 0, and returns them. */
abi_word *fault_begin(struct kernel_thread *thread, abi_word label, unsigned length);
/* The capability to the thread's fault handler, or NULL; and whether one can be called. */
const struct capability *fault_handler(const struct kernel_thread *thread);
bool fault_can_call(const struct capability *handler);
/* Each leaves the thread blocked on its fault handler, or inactive if it has none. */
void fault_capability(struct kernel *kernel, struct kernel_thread *thread, abi_word address, bool receiving,
                      const struct lookup_failure *failure);
void fault_unknown_syscall(struct kernel *kernel, struct kernel_thread *thread, abi_word number);
void fault_user_exception(struct kernel *kernel, struct kernel_thread *thread, abi_word number,
                          abi_word code);
void fault_reported(struct kernel *kernel, struct kernel_thread *thread);
/* The thread starts where there is no program. */
void fault_fetch(struct kernel *kernel, struct kernel_thread *thread);
/* The handler replied with this message. */
void fault_resolve(struct kernel *kernel, struct kernel_thread *thread, const struct abi_message *reply);

/* What a register holds, by its place in a context, once this was written to it. One file per architecture.
 */
abi_word arch_register(unsigned word, abi_word value);
/* The thread has made a system call: of its registers, the message tells two. */
void registers_entered(struct kernel_thread *thread);
/* The thread has told all of its registers. */
void registers_told(struct kernel_thread *thread, const abi_word *context);
/* The reply to the thread's fault may hold new registers; they count if the thread has told all of its own.
 */
void registers_replied(struct kernel_thread *thread, const abi_word *words, unsigned count);
/* Makes new registers the thread's answer. */
void registers_answer(struct kernel_thread *thread);
bool tcb_read_registers(struct invocation *invocation);
bool tcb_write_registers(struct invocation *invocation);
bool tcb_copy_registers(struct invocation *invocation);
bool tcb_set_tls_base(struct invocation *invocation);

/* The thread whose TCB is invoked. */
static inline struct kernel_thread *tcb_target(const struct invocation *invocation)
{
    return invocation->slot->capability.thread;
}

/* For the table of types. */
extern const struct method tcb_methods[];
struct slot *tcb_slot_at(struct object *object, abi_word index);
void tcb_destroy(struct kernel *kernel, struct object *object);
