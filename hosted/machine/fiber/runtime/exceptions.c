/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processor exceptions: the handler of Linux's signal runs on the fiber's own stack and reports the fault
 * with a system call, which leaves the fiber inside the handler. When the fault handler replies, the signal
 * handler returns and the instruction is executed again. The signal stays unblocked meanwhile, since other
 * fibers may fault. A full stack has no room for the handler: that ends the machine.
 *
 * Addresses of instructions and of the stack are reported as distances, so that a repeated run reports the
 * same numbers wherever Linux has put the machine; for an instruction in a library, only its place in the
 * page.
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

#define SHOWN_MAIN 0x400000u /* where main() is reported to be */
#define SHOWN_LIBRARIES 0x70000000u
#define SHOWN_STACK 0x80000000u /* and the end of the stack */
#define PAGE_BYTES 4096u

extern const char __executable_start[], etext[], end[]; /* the linker's */

static const int numbers[] = {FAULT_SIGNALS, REGISTERS_SIGNAL};
#define NUMBERS (sizeof(numbers) / sizeof(numbers[0]))

static struct sigaction former[NUMBERS];
static unsigned taken; /* calls of exceptions_take() minus calls of exceptions_restore() */

static abi_word shown_instruction(abi_word address, const struct thread *thread)
{
    if (address >= (abi_word)__executable_start && address < (abi_word)etext) {
        return SHOWN_MAIN + (address - (abi_word)thread->program->main);
    }
    return SHOWN_LIBRARIES + address % PAGE_BYTES;
}

/* The thread's own stack is where the host has put it; another is a part of the program, or mapped by it. */
static abi_word shown_stack(abi_word address, const struct thread *thread)
{
    abi_word below_top = fiber_stack_top(&thread->fiber) - address;

    if (below_top <= FIBER_STACK_BYTES) {
        return SHOWN_STACK - below_top;
    }
    return address >= (abi_word)__executable_start && address < (abi_word)end
               ? SHOWN_MAIN + (address - (abi_word)thread->program->main)
               : address;
}

static void hide_addresses(struct abi_message *message, const struct thread *thread)
{
    if (ABI_INFO_LABEL(message->info) == ABI_FAULT_USER_EXCEPTION) {
        message->mr[1] = shown_stack(message->mr[1], thread);
    } else if (message->mr[0] == message->mr[1]) { /* it jumped to a wrong address */
        return;
    }
    message->mr[0] = shown_instruction(message->mr[0], thread);
}

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
    hide_addresses(&message, thread_current);
    context_append(&message, ucontext);
    hosted_enter(&message);
}

void exceptions_take(void)
{
    struct sigaction action = {.sa_sigaction = report, .sa_flags = SA_SIGINFO | SA_NODEFER}, old;

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
}
