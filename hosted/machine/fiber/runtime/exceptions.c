/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processor exceptions: the handler of Linux's signal runs on the fiber's stack and reports the fault
 * with a system call, which leaves the fiber inside the handler. When the fault handler replies, the signal
 * handler returns and the instruction is executed again. The signal stays unblocked meanwhile, since other
 * fibers may fault. A full stack has no room for the handler: that ends the machine.
 */
#include "machine/fiber/runtime/exceptions.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "machine/fiber/thread.h"
#include "user/runtime/context_message.h"
#include "user/runtime/enter.h"
#include "user/runtime/fault.h"
#include "user/runtime/registers_load.h"
#include "processor/registers.h"

static const int numbers[] = {FAULT_SIGNALS, REGISTERS_SIGNAL};
#define NUMBERS (sizeof(numbers) / sizeof(numbers[0]))

static struct sigaction former[NUMBERS];
static stack_t former_stack; /* for signals: AddressSanitizer makes one */
static unsigned taken;       /* calls of exceptions_take() minus calls of exceptions_restore() */

/* Not a program's exception: restores the former handler, which handles the signal when it comes again. */
static void hand_back(int number, bool was_sent)
{
    for (size_t i = 0; i < NUMBERS; i++) {
        if (numbers[i] == number) {
            sigaction(number, &former[i], NULL);
        }
    }
    if (was_sent) {
        raise(number);
    }
}

static void report(int number, siginfo_t *info, void *ucontext)
{
    struct abi_message message;

    if (number == REGISTERS_SIGNAL && registers_finish_load(ucontext)) {
        fiber_forget_frames(&thread_current->fiber);
        return;
    }
    if (number == REGISTERS_SIGNAL) { /* somebody else's, and ignored by default */
        return;
    }
    if (!thread_current || info->si_code <= 0) {
        hand_back(number, info->si_code <= 0);
        return;
    }
    if (registers_access(number, info, ucontext)) {
        return;
    }
    fault_describe(&message, info, ucontext);
    context_append(&message, ucontext);
    hosted_enter(&message);
}

void exceptions_take(void)
{
    struct sigaction action = {.sa_sigaction = report, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK}, old;

    if (taken == 0) { /* several fibers may be in handlers, each on its own stack */
        sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, &former_stack);
    }
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < NUMBERS; i++) {
        sigaction(numbers[i], &action, &old);
        if (!(old.sa_flags & SA_SIGINFO) || old.sa_sigaction != report) {
            former[i] = old;
        }
    }
    taken++;
}

void exceptions_restore(void)
{
    if (--taken > 0) {
        return;
    }
    for (size_t i = 0; i < NUMBERS; i++) {
        sigaction(numbers[i], &former[i], NULL);
    }
    sigaltstack(&former_stack, NULL);
}
