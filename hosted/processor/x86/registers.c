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

#include <sys/mman.h>
#include <ucontext.h>

#include "processor/fault_context.h"

#define PAGE_BYTES 4096u
#define TRAP_FLAG 0x100 /* raises SIGTRAP after the next instruction */

/* The access whose instruction is being executed; page NULL: none. Nothing else runs meanwhile. */
static struct {
    void *page;
    unsigned char *byte;
    bool writes;
} step;

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
    void *page = mmap(wanted, PAGE_BYTES, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (page != wanted) {
        return false; /* the program has something of its own there, which it may not use like this */
    }
    step.page = page;
    step.byte = byte;
    step.writes = writes;
    *byte = writes ? 0 : (unsigned char)value;
    ((ucontext_t *)ucontext)->uc_mcontext.gregs[REG_EFL] |= TRAP_FLAG;
    return true;
}

static void end(void *ucontext)
{
    abi_word value = *step.byte;
    const void *byte = step.byte;
    bool writes = step.writes;

    ((ucontext_t *)ucontext)->uc_mcontext.gregs[REG_EFL] &= ~TRAP_FLAG;
    munmap(step.page, PAGE_BYTES);
    step.page = NULL;
    if (writes) {
        (void)registers_ask(byte, ABI_ACCESS_WRITE, &value);
    }
}

bool registers_access(int number, const siginfo_t *info, void *ucontext)
{
    if (number == SIGTRAP && step.page) {
        end(ucontext);
        return true;
    }
    return number == SIGSEGV && !step.page && begin(info, ucontext);
}
