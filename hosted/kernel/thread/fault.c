/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Faults. Where a thread is, the kernel knows only from what the thread says, so it reports instruction and
 * stack pointers of its own faults as 0; a thread that reports its own processor exception fills them in.
 */
#include "kernel/thread/ipc.h"

#include <string.h>

bool fault_can_call(const struct capability *handler)
{
    return handler->type == CAPABILITY_ENDPOINT && (handler->rights & ABI_RIGHT_WRITE) != 0 &&
           (handler->rights & (ABI_RIGHT_GRANT | ABI_RIGHT_GRANT_REPLY)) != 0;
}

/* Calls the fault handler with the thread's fault. */
static void send_fault(struct kernel *kernel, struct kernel_thread *thread)
{
    const struct capability *handler = fault_handler(thread);

    if (handler == NULL || !fault_can_call(handler)) {
        thread->fault.label = ABI_FAULT_NULL;
        thread_stop(thread, RESUME_RESTART);
        thread->is_stuck = true;
        return;
    }
    endpoint_send(kernel, thread, handler, true, true);
}

abi_word *fault_begin(struct kernel_thread *thread, abi_word label, unsigned length)
{
    struct fault *fault = &thread->fault;

    fault->label = label;
    fault->length = length;
    fault->reported = false;
    return memset(fault->words, 0, sizeof(fault->words));
}

void fault_capability(struct kernel *kernel, struct kernel_thread *thread, abi_word address, bool receiving,
                      const struct lookup_failure *failure)
{
    abi_word *words = fault_begin(thread, ABI_FAULT_CAP, 3 + failure->length);

    words[1] = address;
    words[2] = receiving;
    memcpy(&words[3], failure->words, failure->length * sizeof(abi_word));
    send_fault(kernel, thread);
}

void fault_unknown_syscall(struct kernel *kernel, struct kernel_thread *thread, abi_word number)
{
    abi_word *words = fault_begin(thread, ABI_FAULT_UNKNOWN_SYSCALL, ABI_UNKNOWN_SYSCALL_LENGTH);

    words[ABI_UNKNOWN_SYSCALL_LENGTH - 1] = number;
    send_fault(kernel, thread);
}

void fault_user_exception(struct kernel *kernel, struct kernel_thread *thread, abi_word number, abi_word code)
{
    abi_word *words = fault_begin(thread, ABI_FAULT_USER_EXCEPTION, ABI_USER_EXCEPTION_LENGTH);

    words[ABI_USER_EXCEPTION_LENGTH - 2] = number;
    words[ABI_USER_EXCEPTION_LENGTH - 1] = code;
    send_fault(kernel, thread);
}

void fault_fetch(struct kernel *kernel, struct kernel_thread *thread)
{
    abi_word *words = fault_begin(thread, ABI_FAULT_VM, FAULT_VM_LENGTH);

    words[0] = thread->context[ABI_CONTEXT_IP];
    words[1] = words[0];
    words[2] = ABI_FETCH_FAULT_FLAG;
    words[3] = ABI_FETCH_FAULT_STATUS;
    send_fault(kernel, thread);
}

/* A thread may report its own processor exception or unknown system call, but not that its program has ended.
 * Its context follows.
 */
static bool is_report(const struct abi_message *message)
{
    unsigned length = message_length(message->info) - ABI_CONTEXT_WORDS;
    abi_word number = message->mr[ABI_USER_EXCEPTION_LENGTH - 2];

    switch (ABI_INFO_LABEL(message->info)) {
    case ABI_FAULT_VM:
        return length == FAULT_VM_LENGTH;
    case ABI_FAULT_UNKNOWN_SYSCALL:
        return length == ABI_UNKNOWN_SYSCALL_LENGTH;
    case ABI_FAULT_USER_EXCEPTION:
        return length == ABI_USER_EXCEPTION_LENGTH && number != ABI_EXCEPTION_EXIT &&
               number != ABI_EXCEPTION_KILLED;
    default:
        return false;
    }
}

void fault_reported(struct kernel *kernel, struct kernel_thread *thread)
{
    abi_word label = ABI_INFO_LABEL(thread->message.info);

    if (!is_report(&thread->message)) {
        fault_unknown_syscall(kernel, thread, thread->message.what);
        return;
    }
    thread->fault.label = label;
    thread->fault.length = message_length(thread->message.info) - ABI_CONTEXT_WORDS;
    thread->fault.reported = true;
    registers_told(thread, &thread->message.mr[thread->fault.length]);
    send_fault(kernel, thread);
}

void fault_resolve(struct kernel *kernel, struct kernel_thread *thread, const struct abi_message *reply)
{
    abi_word fault = thread->fault.label;
    abi_word label = ABI_INFO_LABEL(reply->info);

    /* The reply's label decides, except for faults whose cause the handler may have removed. */
    bool resumes = label == 0 || fault == ABI_FAULT_CAP || fault == ABI_FAULT_VM;
    registers_replied(thread, reply->mr, message_length(reply->info));
    thread->fault.label = ABI_FAULT_NULL;
    if (!resumes || thread->resume == RESUME_NEVER) {
        thread_stop(thread, RESUME_RESTART);
    } else if (SCHEDULE_FAULT_REPEATS_CALL(fault) || thread->resume == RESUME_START) {
        thread_restart(kernel, thread);
    } else {
        thread_return(kernel, thread, 0, 0);
    }
}
