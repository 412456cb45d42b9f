/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child that keeps working whatever its sibling does. Once the sibling is gone, it may have what the
 * sibling had.
 */
#include "../common/child.h"
#include "resources.h"

#include <stdlib.h>

#define FRAME_VADDR ((uintptr_t)0x50000000)
#define WORD ((uint32_t)0xcafe)

static void take_com2(sel4rpc_child_t *child)
{
    uint64_t ports, irq;
    int error = sel4rpc_get_ioports(&child->rpc, COM2_FIRST_PORT, COM2_LAST_PORT,
                                    sel4rpc_child_take_slot(child), &ports);

    child_expect(child, "asked for the ports of COM2", 0, error);
    child_expect(child, "asked for its interrupt", 0,
                 child_get_irq(child, COM2_IRQ, sel4rpc_child_take_slot(child), &irq));
    child_expect(child, "gave the ports back", 0, sel4rpc_release(&child->rpc, ports));
    child_expect(child, "gave the interrupt back", 0, sel4rpc_release(&child->rpc, irq));
}

static void take_memory(sel4rpc_child_t *child)
{
    sel4rpc_memory_t memory;
    int error =
        sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, 14, sel4rpc_child_take_slot(child), &memory);

    child_expect(child, "asked for 16 KiB", 0, error);
    if (error == 0) {
        child_expect(child, "gave them back", 0, sel4rpc_free_memory(&child->rpc, &memory));
    }
}

int main(int argc, char *argv[])
{
    volatile uint32_t *word = (volatile uint32_t *)FRAME_VADDR;
    sel4rpc_child_t child;
    struct child_tables tables;
    sel4rpc_memory_t frame;

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(&child);
    child_expect(&child, "asked for a frame", 0,
                 sel4rpc_alloc_memory(&child.rpc, seL4_X86_4K, seL4_PageBits, slot, &frame));
    child_expect(&child, "mapped it", 0, child_map(&child, slot.index, FRAME_VADDR, &tables));
    if (child.failures != 0) {
        sel4rpc_child_finish(&child);
    }
    *word = WORD;
    child_say(&child, "I wrote 0x%x into it, and wait", (unsigned)*word);
    sel4rpc_child_tell_ready(&child);
    seL4_Wait(child.given, NULL);

    child_say(&child, "in my frame stands 0x%x", (unsigned)*word);
    child.failures += *word != WORD;
    take_com2(&child);
    take_memory(&child);
    child_unmap(&child, slot.index, &tables);
    child_expect(&child, "freed my frame", 0, sel4rpc_free_memory(&child.rpc, &frame));
    sel4rpc_child_finish(&child);
}
