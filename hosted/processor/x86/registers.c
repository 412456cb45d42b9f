/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers in memory on an x86 host; see registers.h. The instruction that faulted is executed by itself, on
 * a page of memory that is there only as long: before a read, the kernel is asked for the register's byte,
 * which is put there; after a write, the byte is taken from there and sent. An instruction that reads and
 * writes a register is a write of what it makes of 0.
 */
#include "processor/registers.h"

#include <pthread.h>
#include <sys/mman.h>
#include <ucontext.h>

#include "processor/context.h"
#include "processor/fault_context.h"

#define PAGE_BYTES 4096u
#define TRAP_FLAG 0x100 /* raises SIGTRAP after the next instruction */

/* The thread's access whose instruction is being executed; page NULL: none. */
static _Thread_local struct {
    void *page;
    unsigned char *byte;
    bool writes;
    sigset_t blocked; /* before */
} step;

/* One thread at a time steps, and is not stopped meanwhile: others that need the same page wait. */
static pthread_mutex_t stepping = PTHREAD_MUTEX_INITIALIZER;

static bool begin(const siginfo_t *info, void *ucontext)
{
    struct fault_context context;
    unsigned char *byte = info->si_addr;
    abi_word value = 0;

    fault_get_context(&context, info, ucontext);
    bool writes = context.code & FAULT_STATUS_WRITE;
    if (!context.page_fault || context.instruction ||
        !registers_ask(byte, writes ? ABI_ACCESS_NONE : ABI_ACCESS_READ, &value)) {
        return false;
    }
    void *wanted = (void *)((uintptr_t)byte & ~(uintptr_t)(PAGE_BYTES - 1));
    pthread_mutex_lock(&stepping);
    void *page = mmap(wanted, PAGE_BYTES, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (page != wanted) {
        pthread_mutex_unlock(&stepping);
        return false; /* the program has something of its own there, which it may not use like this */
    }
    step.page = page;
    step.byte = byte;
    step.writes = writes;
    *byte = writes ? 0 : (unsigned char)value;
    step.blocked = ((ucontext_t *)ucontext)->uc_sigmask;
    sigaddset(&((ucontext_t *)ucontext)->uc_sigmask, REGISTERS_SIGNAL);
    ((ucontext_t *)ucontext)->uc_mcontext.gregs[REG_EFL] |= TRAP_FLAG;
    return true;
}

/* The instruction has been executed, or has an exception of its own. */
static void end(void *ucontext, bool executed)
{
    abi_word value = *step.byte;
    const void *byte = step.byte;

    ((ucontext_t *)ucontext)->uc_sigmask = step.blocked;
    ((ucontext_t *)ucontext)->uc_mcontext.gregs[REG_EFL] &= ~TRAP_FLAG;
    munmap(step.page, PAGE_BYTES);
    step.page = NULL;
    pthread_mutex_unlock(&stepping);
    if (executed && step.writes) {
        (void)registers_ask(byte, ABI_ACCESS_WRITE, &value);
    }
}

bool registers_access(int number, const siginfo_t *info, void *ucontext)
{
    if (step.page) {
        end(ucontext, number == SIGTRAP);
        return number == SIGTRAP;
    }
    return number == SIGSEGV && begin(info, ucontext);
}
