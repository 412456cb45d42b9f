/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Kernel entry: executes system calls, and hands threads back to the machine.
 *
 * A thread whose request is being executed is THREAD_IN_KERNEL. Afterwards it is ready with an answer, waits,
 * or has stopped. Before the entry ends, requests that were cancelled by others are executed again.
 */
#include "kernel/core/entry.h"

#include <string.h>

#include "arch.h"
#include "kernel/thread/ipc.h"

/* Answers an invocation, unless its thread now waits, or has suspended or deleted itself. Only a Call learns
 * the result. */
static void answer(struct invocation *invocation)
{
    struct kernel_thread *thread = invocation->thread;
    bool call = invocation->call;
    unsigned length = call ? invocation->result_length : 0;

    if (thread->state != THREAD_IN_KERNEL) {
        return;
    }
    memcpy(thread->message.mr, invocation->result, length * sizeof(abi_word));
    thread_return(invocation->kernel, thread, 0, call ? ABI_INFO(invocation->error, 0, 0, length) : 0);
    if (call) {
        thread_keep_registers(thread);
    }
}

/* Looks up an address in the message. NULL: the thread has a fault, or its answer. */
static struct slot *find(struct invocation *invocation, abi_word address)
{
    struct lookup_failure failure;
    struct slot *slot = thread_lookup(invocation->thread, address, &failure);

    if (slot == NULL && invocation->blocking) {
        fault_capability(invocation->kernel, invocation->thread, address, false, &failure);
    } else if (slot == NULL) {
        thread_return(invocation->kernel, invocation->thread, 0, 0);
    }
    return slot;
}

void entry_send(struct kernel *kernel, struct kernel_thread *thread, abi_word address, bool blocking,
                bool call)
{
    const struct abi_message *message = &thread->message;
    struct invocation invocation;

    invocation.kernel = kernel;
    invocation.thread = thread;
    invocation.blocking = blocking;
    invocation.call = call;
    invocation.slot = find(&invocation, address);
    if (invocation.slot == NULL) {
        return;
    }
    invocation.cap_count = (unsigned)ABI_INFO_EXTRA_CAPS(message->info);
    for (unsigned i = 0; i < invocation.cap_count; i++) {
        invocation.caps[i] = find(&invocation, message->caps[i]);
        if (invocation.caps[i] == NULL) {
            return;
        }
    }
    invocation.label = ABI_INFO_LABEL(message->info);
    invocation.length = message_length(message->info);
    invocation.mr = message->mr;
    invocation_execute(&invocation);
    answer(&invocation);
}

void entry_receive(struct kernel *kernel, struct kernel_thread *thread, bool blocking)
{
    abi_word address = thread->message.capability;
    struct lookup_failure failure;
    struct slot *slot = thread_lookup(thread, address, &failure);

    if (slot == NULL) {
        fault_capability(kernel, thread, address, true, &failure);
        return;
    }
    const struct capability *capability = &slot->capability;
    const struct type *type = type_of(capability);
    if (type->receive != NULL && (capability->rights & ABI_RIGHT_READ) != 0 &&
        type->receive(kernel, thread, capability, blocking)) {
        return;
    }
    cspace_missing(&failure, 0);
    fault_capability(kernel, thread, address, true, &failure);
}

static void execute(struct kernel *kernel, struct kernel_thread *thread)
{
    abi_word what = thread->message.what;

    switch (what) {
    case ABI_SYS_SEND:
    case ABI_SYS_NBSEND:
    case ABI_SYS_CALL:
        entry_send(kernel, thread, thread->message.capability, what != ABI_SYS_NBSEND, what == ABI_SYS_CALL);
        break;
    case ABI_SYS_RECV:
    case ABI_SYS_NBRECV:
        entry_receive(kernel, thread, what == ABI_SYS_RECV);
        break;
    case ABI_SYS_YIELD:
        thread_return(kernel, thread, 0, 0);
        break;
    case ABI_SYS_DEBUG_PUTCHAR:
    case ABI_SYS_DEBUG_CAPIDENTIFY:
    case ABI_SYS_DEBUG_SNAPSHOT:
    case ABI_SYS_DEBUG_PUT:
        debug_execute(kernel, thread);
        break;
    case ABI_SYS_FAULT:
        fault_reported(kernel, thread);
        break;
    case ABI_SYS_STOPPED: /* too late: it is no longer to be suspended */
        thread_return(kernel, thread, 0, 0);
        break;
    default:
        if (!arch_execute(kernel, thread) && !schedule_execute(kernel, thread)) {
            fault_unknown_syscall(kernel, thread, what);
        }
        break;
    }
}

/* Terminates: each restarted request is answered or waits, and a request that waits restarts others only
 * through a reply capability, which it uses up. */
static void execute_restarting(struct kernel *kernel)
{
    struct kernel_thread *thread;

    kernel->repeats = true;
    while ((thread = order_next_restarting(kernel)) != NULL) {
        thread_queue_remove(thread);
        thread->state = THREAD_IN_KERNEL;
        if (thread->resume == RESUME_START) { /* it faulted where it starts */
            if (thread_begin(kernel, thread) != ABI_NO_ERROR) {
                thread_stop(thread, RESUME_RESTART); /* it may be resumed again */
            }
        } else {
            execute(kernel, thread);
        }
    }
    kernel->repeats = false;
    kernel->repeated = NULL;
}

static bool sends_message(abi_word what)
{
    return what == ABI_SYS_SEND || what == ABI_SYS_NBSEND || what == ABI_SYS_CALL ||
           (what >= ABI_SCHEDULE_FIRST_SENDING && what <= ABI_SYS_REPLYRECV);
}

void kernel_enter(struct kernel *kernel, struct kernel_thread *thread)
{
    if (thread->state != THREAD_RUNNING) {
        return;
    }
    if (sends_message(thread->message.what)) {
        thread_keep_registers(thread);
    }
    registers_entered(thread);
    bool yields = thread->message.what == ABI_SYS_YIELD;
    order_begin(kernel, thread);
    thread->state = THREAD_IN_KERNEL;
    if (schedule_enter(kernel, thread)) {
        execute(kernel, thread);
    }
    execute_restarting(kernel);
    order_end(kernel, yields);
}

void kernel_thread_ended(struct kernel *kernel, struct kernel_thread *thread, abi_word exception,
                         abi_word code)
{
    if (thread->resume == RESUME_NEVER) {
        return;
    }
    thread_cancel(kernel, thread);
    thread->state = THREAD_INACTIVE;
    thread->resume = RESUME_NEVER;
    fault_user_exception(kernel, thread, exception, code);
    execute_restarting(kernel);
}

void kernel_take(struct kernel *kernel, struct kernel_thread *thread)
{
    if (thread->queue == &kernel->ready) {
        thread_queue_remove(thread);
        thread->state = THREAD_RUNNING;
        if (thread->context_is_new) {
            registers_answer(thread);
        }
    }
}

struct kernel_thread *kernel_take_ready(struct kernel *kernel)
{
    struct kernel_thread *thread = kernel->ready.head;

    if (thread != NULL) {
        kernel_take(kernel, thread);
    }
    return thread;
}

struct kernel_thread *kernel_ready_at(struct kernel *kernel, unsigned n)
{
    struct kernel_thread *thread = kernel->ready.head;

    while (thread != NULL && n > 0) {
        thread = thread->next;
        n--;
    }
    return thread;
}
