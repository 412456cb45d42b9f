/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A register on aarch64.
 */
#include "processor/context_register.h"

#include <stdint.h>
#include <ucontext.h>

#include "processor/aarch64/context_numbers.h"

#define CONDITIONS 0xf0000000UL /* the flags that a program can set itself: NZCV */

abi_word context_get_register(const void *ucontext, unsigned number)
{
    const mcontext_t *machine = &((const ucontext_t *)ucontext)->uc_mcontext;

    switch (number) {
    case CONTEXT_SP:
        return machine->sp;
    case CONTEXT_IP:
        return machine->pc;
    case CONTEXT_PSTATE:
        return machine->pstate;
    case CONTEXT_TPIDR:
        return (abi_word)(uintptr_t)__builtin_thread_pointer();
    default:
        return machine->regs[number];
    }
}

void context_set_register(void *ucontext, unsigned number, abi_word value)
{
    mcontext_t *machine = &((ucontext_t *)ucontext)->uc_mcontext;

    switch (number) {
    case CONTEXT_SP:
        machine->sp = value;
        break;
    case CONTEXT_IP:
        machine->pc = value;
        break;
    case CONTEXT_PSTATE:
        machine->pstate = (value & CONDITIONS) | (machine->pstate & ~CONDITIONS);
        break;
    case CONTEXT_TPIDR:
        break;
    default:
        machine->regs[number] = value;
        break;
    }
}
