/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers in memory on an x86 host; see registers.h. The instruction that faulted is executed by itself, on
 * a page of memory that is there only as long: before a read, the kernel is asked for the register's bytes,
 * which are put there; after a write, they are taken from there and sent. An instruction that reads and
 * writes a register is a write of what it makes of 0. One that accesses more than the register finds 0 there,
 * and one that writes less of it writes 0 to the rest.
 */
#include "processor/registers.h"

#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

#include "processor/context.h"
#include "processor/fault_context.h"

#define PAGE_BYTES 4096u
#define TRAP_FLAG 0x100 /* raises SIGTRAP after the next instruction */

/* The thread's access whose instruction is being executed; page NULL: none. */
static _Thread_local struct {
    void *page;
    void *address;  /* in the register */
    unsigned bytes; /* to the register's end */
    bool writes;
    sigset_t blocked; /* before */
} step;

/* One thread at a time steps, and is not stopped meanwhile: others that need the same page wait. */
static pthread_mutex_t stepping = PTHREAD_MUTEX_INITIALIZER;

static bool begin(const siginfo_t *info, void *ucontext)
{
    struct fault_context context;
    abi_word value = 0;

    fault_get_context(&context, info, ucontext);
    bool writes = context.code & FAULT_STATUS_WRITE;
    if (!context.page_fault || context.instruction) {
        return false;
    }
    unsigned bytes = registers_ask(info->si_addr, writes ? ABI_ACCESS_NONE : ABI_ACCESS_READ, &value);
    if (bytes == 0) {
        return false;
    }
    void *wanted = (void *)((uintptr_t)info->si_addr & ~(uintptr_t)(PAGE_BYTES - 1));
    pthread_mutex_lock(&stepping);
    void *page = mmap(wanted, PAGE_BYTES, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (page != wanted) {
        pthread_mutex_unlock(&stepping);
        return false; /* the program has something of its own there, which it may not use like this */
    }
    step.page = page;
    step.address = info->si_addr;
    step.bytes = bytes;
    step.writes = writes;
    if (!writes) {
        memcpy(step.address, &value, bytes);
    }
    step.blocked = ((ucontext_t *)ucontext)->uc_sigmask;
    sigaddset(&((ucontext_t *)ucontext)->uc_sigmask, REGISTERS_SIGNAL);
    ((ucontext_t *)ucontext)->uc_mcontext.gregs[REG_EFL] |= TRAP_FLAG;
    return true;
}

/* The instruction has been executed, or has an exception of its own. */
static void end(void *ucontext, bool executed)
{
    abi_word value = 0;
    const void *address = step.address;

    ((ucontext_t *)ucontext)->uc_sigmask = step.blocked;
    ((ucontext_t *)ucontext)->uc_mcontext.gregs[REG_EFL] &= ~TRAP_FLAG;
    memcpy(&value, address, step.bytes);
    munmap(step.page, PAGE_BYTES);
    step.page = NULL;
    pthread_mutex_unlock(&stepping);
    if (executed && step.writes) {
        (void)registers_ask(address, ABI_ACCESS_WRITE, &value);
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
