/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A thread's registers: its context.
 *
 * The kernel learns them from what the thread tells: all of them when it reports an exception, or when its
 * machine has interrupted it; where it is whenever it makes a system call. New ones are its next answer: then
 * it does not return from its call, but goes on with these. So registers written to a thread that waits take
 * effect when it would return. Where its thread-local variables are, its machine decides: those registers
 * only keep what is written.
 */
#include "kernel/thread/ipc.h"

#include <string.h>

#define FLAG_SUSPEND 1u /* ReadRegisters; CopyRegisters: the source */
#define FLAG_RESUME 1u  /* WriteRegisters */
#define COPY_RESUME 2u
#define COPY_FRAME 4u
#define COPY_OTHERS 8u

void registers_entered(struct kernel_thread *thread)
{
    thread->context_is_whole = false;
    thread->context[ABI_CONTEXT_IP] = thread->message.ip;
    thread->context[ABI_CONTEXT_SP] = thread->message.sp;
}

static void set(struct kernel_thread *thread, unsigned word, abi_word value)
{
    thread->context[word] = arch_register(word, value);
}

void registers_told(struct kernel_thread *thread, const abi_word *context)
{
    thread->context_is_whole = true;
    for (unsigned i = 0; i < ABI_CONTEXT_TLS_FIRST; i++) {
        set(thread, i, context[i]);
    }
}

/* Makes the registers that are not known 0. */
static void complete(struct kernel_thread *thread)
{
    for (unsigned i = 0; !thread->context_is_whole && i < ABI_CONTEXT_TLS_FIRST; i++) {
        if (i != ABI_CONTEXT_IP && i != ABI_CONTEXT_SP) {
            set(thread, i, 0);
        }
    }
    thread->context_is_whole = true;
}

void registers_answer(struct kernel_thread *thread)
{
    struct abi_message *message = &thread->message;

    if (message->what != ABI_ANSWER_START && message->what != ABI_ANSWER_REGISTERS) { /* it has begun */
        message->capability = 0;
    }
    message->what = ABI_ANSWER_REGISTERS;
    message->info = ABI_INFO(0, 0, 0, ABI_CONTEXT_WORDS);
    memcpy(message->mr, thread->context, sizeof(thread->context));
    thread->context_is_new = false;
}

void registers_replied(struct kernel_thread *thread, const abi_word *words, unsigned count)
{
    static const uint8_t exception[] = {ABI_USER_EXCEPTION_REGISTERS};
    static const uint8_t unknown_syscall[] = {ABI_UNKNOWN_SYSCALL_REGISTERS};
    const uint8_t *places = exception;
    unsigned most = sizeof(exception);

    if (thread->fault.label == ABI_FAULT_UNKNOWN_SYSCALL) {
        places = unknown_syscall;
        most = sizeof(unknown_syscall);
    } else if (thread->fault.label != ABI_FAULT_USER_EXCEPTION) {
        return;
    }
    for (unsigned i = 0; i < count && i < most && thread->fault.reported; i++) {
        set(thread, places[i], words[i]);
        thread->context_is_new = true;
    }
}

/* ---- The methods. */

/* Stops a thread that runs, so that its registers are known; another keeps its state. Returns whether it ran.
 */
static bool stop_running(struct kernel *kernel, struct kernel_thread *thread)
{
    bool runs = thread->state == THREAD_RUNNING;

    if (runs) {
        thread_suspend(kernel, thread);
    }
    return runs;
}

bool tcb_read_registers(struct invocation *invocation)
{
    struct kernel_thread *thread = tcb_target(invocation);
    abi_word flags = invocation->mr[0], count = invocation->mr[1];

    if (count < 1 || count > ABI_CONTEXT_WORDS) {
        return refuse_range(invocation, 1, ABI_CONTEXT_WORDS);
    }
    if (thread == invocation->thread) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    bool ran = stop_running(invocation->kernel, thread);
    complete(thread);
    memcpy(invocation->result, thread->context, count * sizeof(abi_word));
    invocation->result_length = (unsigned)count;
    if (flags & FLAG_SUSPEND) {
        thread_suspend(invocation->kernel, thread);
    } else if (ran) {
        (void)thread_resume(invocation->kernel, thread); /* it ran, so it can */
    }
    return true;
}

/* Lets the thread go on with its context, at once if it ran; or when it is resumed, or no longer waits. */
static void renew(struct kernel *kernel, struct kernel_thread *thread, bool ran)
{
    bool stopped = thread->state == THREAD_INACTIVE || thread->state == THREAD_PASSIVE;

    thread->context_is_new = thread->resume != RESUME_START; /* it starts with them anyway */
    if (stopped && thread->resume == RESUME_USER) {
        kernel->ops->thread_abandon(kernel->machine, thread);
    }
    if (stopped && (thread->resume == RESUME_USER || thread->resume == RESUME_RESTART)) {
        thread->resume = RESUME_READY;
    }
    if (ran) {
        (void)thread_resume(kernel, thread);
    }
}

bool tcb_write_registers(struct invocation *invocation)
{
    struct kernel_thread *thread = tcb_target(invocation);
    abi_word flags = invocation->mr[0], count = invocation->mr[1];

    if (invocation->length - 2 < count) {
        return refuse(invocation, ABI_TRUNCATED_MESSAGE);
    }
    if (thread == invocation->thread) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    bool ran = stop_running(invocation->kernel, thread);
    complete(thread);
    for (unsigned i = 0; i < count && i < ABI_CONTEXT_WORDS; i++) {
        set(thread, i, invocation->mr[2 + i]);
    }
    renew(invocation->kernel, thread, ran);
    return (flags & FLAG_RESUME) == 0 || refuse(invocation, thread_resume(invocation->kernel, thread));
}

static void copy(struct kernel_thread *to, const struct kernel_thread *from, unsigned first, unsigned end)
{
    memcpy(&to->context[first], &from->context[first], (end - first) * sizeof(abi_word));
}

bool tcb_copy_registers(struct invocation *invocation)
{
    struct kernel *kernel = invocation->kernel;
    struct kernel_thread *thread = tcb_target(invocation);
    const struct capability *capability = &invocation->caps[0]->capability;
    abi_word flags = invocation->mr[0];

    if (capability->type != CAPABILITY_THREAD) {
        return refuse_capability(invocation, 1);
    }
    struct kernel_thread *source = capability->thread;
    bool source_ran = stop_running(kernel, source), ran = stop_running(kernel, thread);
    complete(source);
    complete(thread);
    copy(thread, source, 0, flags & COPY_FRAME ? ABI_CONTEXT_FRAME_WORDS : 0);
    copy(thread, source, flags & COPY_OTHERS ? ABI_CONTEXT_FRAME_WORDS : ABI_CONTEXT_WORDS,
         ABI_CONTEXT_WORDS);
    if (flags & (COPY_FRAME | COPY_OTHERS)) {
        renew(kernel, thread, ran);
    } else if (ran) {
        (void)thread_resume(kernel, thread);
    }
    if (flags & FLAG_SUSPEND) {
        thread_suspend(kernel, source);
    } else if (source_ran) {
        (void)thread_resume(kernel, source);
    }
    return (flags & COPY_RESUME) == 0 || refuse(invocation, thread_resume(kernel, thread));
}

/* Kept, and told by ReadRegisters; the thread-local variables of a hosted thread are where its host wants
 * them. */
bool tcb_set_tls_base(struct invocation *invocation)
{
    struct kernel_thread *thread = tcb_target(invocation);

    thread->context[ABI_CONTEXT_TLS] = invocation->mr[0];
    return true;
}
