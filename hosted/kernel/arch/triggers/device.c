/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers in memory, on Arm and RISC-V. The machine never maps their pages: an access faults, and the
 * program's runtime makes this system call instead. An access is to one register, from an address in it to
 * its end. The mapping in the thread's VSpace decides whether it
 * may. Interrupts are lines with a trigger.
 */
#include "arch.h"
#include "kernel/interrupt/irq.h"
#include "kernel/memory/vspace.h"
#include "kernel/thread/thread.h"

static const struct {
    abi_word paddr;
    unsigned bytes; /* of a register */
} pages[] = {ABI_REGISTERS};

unsigned arch_register_bytes(const struct kernel_frame *frame)
{
    for (unsigned i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
        if (kernel_frame_paddr(frame) == pages[i].paddr && kernel_frame_bits(frame) == ABI_PAGE_BITS) {
            return pages[i].bytes;
        }
    }
    return 0;
}

/* The entry with the page of registers that is mapped at the address, or NULL. */
static const struct entry *find_registers(struct kernel_thread *thread, abi_word vaddr)
{
    struct kernel_vspace *vspace = kernel_thread_vspace(thread);
    const struct entry *entry = vspace != NULL && vaddr < ABI_USER_TOP ? vspace_find(vspace, vaddr, 0) : NULL;

    if (entry == NULL || entry->object == NULL || !is_frame(entry->object)) {
        return NULL;
    }
    return arch_register_bytes((const struct kernel_frame *)(const void *)entry->object) > 0 ? entry : NULL;
}

/* Reads or writes a register, from the address to its end. */
static void access_register(struct kernel *kernel, const struct kernel_frame *frame,
                            struct abi_message *message)
{
    const struct kernel_machine_ops *ops = kernel->ops;
    unsigned bytes = arch_register_bytes(frame), skipped = (unsigned)message->mr[0] & (bytes - 1);
    unsigned offset = (unsigned)message->mr[0] & ((1U << ABI_PAGE_BITS) - 1);
    unsigned port = (unsigned)kernel_frame_paddr(frame) + offset - skipped;
    abi_word all = ~(abi_word)0 >> (ABI_WORD_BITS - 8 * bytes);

    if (message->mr[1] == ABI_ACCESS_READ) {
        message->mr[0] = ops->port_in(kernel->machine, port, bytes) >> 8 * skipped;
    } else if (message->mr[1] == ABI_ACCESS_WRITE) {
        ops->port_out(kernel->machine, port, bytes, message->mr[2] << 8 * skipped & all);
    }
    message->mr[1] = bytes - skipped;
}

bool arch_execute(struct kernel *kernel, struct kernel_thread *thread)
{
    struct abi_message *message = &thread->message;

    if (message->what != ABI_SYS_DEVICE || ABI_INFO_LENGTH(message->info) < 3) {
        return false;
    }
    const struct entry *entry = find_registers(thread, message->mr[0]);
    if (entry == NULL || !(message->mr[1] == ABI_ACCESS_READ ? entry->readable : entry->writable)) {
        thread_return(kernel, thread, 0, ABI_INFO(ABI_ILLEGAL_OPERATION, 0, 0, 0));
        return true;
    }
    access_register(kernel, (const struct kernel_frame *)(const void *)entry->object, message);
    thread_return(kernel, thread, 0, ABI_INFO(ABI_NO_ERROR, 0, 0, 2));
    return true;
}

const struct method irq_control_methods[] = {
    {ABI_IRQ_CONTROL_GET, 3, 1, irq_control_get},
    {ABI_IRQ_CONTROL_GET_TRIGGER, 4, 1, irq_control_get},
    {0},
};
