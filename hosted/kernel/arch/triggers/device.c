/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers in memory, on Arm and RISC-V. The machine never maps their page: an access faults, and the
 * program's runtime makes this system call instead. The mapping in the thread's VSpace decides whether it
 * may. Interrupts are lines with a trigger.
 */
#include "arch.h"
#include "kernel/interrupt/irq.h"
#include "kernel/memory/vspace.h"
#include "kernel/thread/thread.h"

/* The entry with the page of registers that is mapped at the address, or NULL. */
static const struct entry *find_registers(struct kernel_thread *thread, abi_word vaddr)
{
    struct kernel_vspace *vspace = kernel_thread_vspace(thread);
    const struct entry *entry = vspace != NULL && vaddr < ABI_USER_TOP ? vspace_find(vspace, vaddr, 0) : NULL;

    if (entry == NULL || entry->object == NULL || !is_frame(entry->object)) {
        return NULL;
    }
    return entry->object->paddr == ABI_REGISTERS_PADDR ? entry : NULL;
}

bool arch_execute(struct kernel *kernel, struct kernel_thread *thread)
{
    const struct kernel_machine_ops *ops = kernel->ops;
    struct abi_message *message = &thread->message;
    abi_word access = message->mr[1], vaddr = message->mr[0];
    unsigned paddr = (unsigned)(ABI_REGISTERS_PADDR + (vaddr & ((1UL << ABI_PAGE_BITS) - 1)));

    if (message->what != ABI_SYS_DEVICE || ABI_INFO_LENGTH(message->info) < 3) {
        return false;
    }
    const struct entry *entry = find_registers(thread, vaddr);
    if (entry == NULL || !(access == ABI_ACCESS_READ ? entry->readable : entry->writable)) {
        thread_return(kernel, thread, 0, ABI_INFO(ABI_ILLEGAL_OPERATION, 0, 0, 0));
        return true;
    }
    if (access == ABI_ACCESS_READ) {
        message->mr[0] = ops->port_in(kernel->machine, paddr, 1);
    } else if (access == ABI_ACCESS_WRITE) {
        ops->port_out(kernel->machine, paddr, 1, message->mr[2] & 0xff);
    }
    thread_return(kernel, thread, 0, ABI_INFO(ABI_NO_ERROR, 0, 0, 1));
    return true;
}

const struct method irq_control_methods[] = {
    {ABI_IRQ_CONTROL_GET, 3, 1, irq_control_get},
    {ABI_IRQ_CONTROL_GET_TRIGGER, 4, 1, irq_control_get},
    {0},
};
