/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processor exceptions, and system calls that no Linux has. Linux makes each a signal, which is handled on a
 * stack of its own, since the stack pointer may be at fault. The handler reports the fault with a system call
 * that returns when the fault handler replies; returning from the signal then executes the instruction again,
 * or goes on as the registers in the answer say.
 *
 * A signal of the same number from another process is not an exception: it ends the program, as it would end
 * any.
 */
#include "user/runtime/fault.h"

#include <errno.h>
#include <signal.h>

#include "user/runtime/channel.h"
#include "user/runtime/context_message.h"
#include "user/runtime/fault_set.h"
#include "user/runtime/own.h"
#include "processor/registers.h"

/* Linux left it alone, so its registers are those that it was made with, and it is past the instruction. */
static void describe_system_call(struct abi_message *message, const siginfo_t *info, const void *ucontext)
{
    static const unsigned char places[] = {ABI_UNKNOWN_SYSCALL_REGISTERS};
    abi_word context[ABI_CONTEXT_WORDS], mr[ABI_UNKNOWN_SYSCALL_LENGTH] = {0};

    context_save(context, ucontext);
    for (unsigned i = 0; i < sizeof(places); i++) {
        mr[i] = context[places[i]];
    }
    mr[ABI_UNKNOWN_SYSCALL_LENGTH - 1] = (abi_word)info->si_syscall;
    fault_set_message(message, ABI_FAULT_UNKNOWN_SYSCALL, mr, ABI_UNKNOWN_SYSCALL_LENGTH);
}

static void report(int number, siginfo_t *info, void *ucontext)
{
    struct abi_message message = {0};
    int error = errno;

    if (info->si_code <= 0) { /* sent by a process */
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    if (registers_access(number, info, ucontext)) {
        return;
    }
    if (number == SIGSYS) {
        describe_system_call(&message, info, ucontext);
    } else {
        fault_describe(&message, info, ucontext);
    }
    context_append(&message, ucontext);
    channel_exchange_in_handler(&message, ucontext);
    errno = error;
}

void fault_init(void)
{
    static const int numbers[] = {FAULT_SIGNALS, SIGSYS};

    static _Alignas(16) char stack[OWN_SIGNAL_STACK_BYTES];
    struct sigaction action = {.sa_sigaction = report, .sa_flags = SA_SIGINFO | SA_ONSTACK};

    own_use_signal_stack(stack);
    sigfillset(&action.sa_mask);
    for (unsigned i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        sigaction(numbers[i], &action, NULL);
    }
}
