/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child that keeps working whatever its sibling does. Once the sibling is gone, it may have what the
 * sibling had.
 */
#include "../common/child.h"
#include "../common/devices.h"

#include <stdlib.h>
#include <vspace/page.h>

#define FRAME_VADDR ((uintptr_t)0x50000000)
#define WORD ((uint32_t)0xcafe)

static void take_device(sel4rpc_child_t *child)
{
    uint64_t registers = 0, irq = 0;
    int error = device_get_registers(child, &spare_device, sel4rpc_child_take_slot(child), &registers);

    if (error == 0) {
        error = device_get_irq(child, &spare_device, sel4rpc_child_take_slot(child), &irq);
    }
    child_expect(child, "asked for the registers and the interrupt of " SPARE_NAME, 0, error);
    if (error == 0) {
        error = sel4rpc_release(&child->rpc, registers);
        child->failures += sel4rpc_release(&child->rpc, irq) != 0;
        child_expect(child, "gave both back", 0, error);
    }
}

static void take_memory(sel4rpc_child_t *child)
{
    sel4rpc_memory_t memory;
    int error =
        sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, 14, sel4rpc_child_take_slot(child), &memory);

    if (error == 0) {
        error = sel4rpc_free_memory(&child->rpc, &memory);
    }
    child_expect(child, "asked for 16 KiB, and gave them back", 0, error);
}

int main(int argc, char *argv[])
{
    volatile uint32_t *word = (volatile uint32_t *)FRAME_VADDR;
    sel4rpc_child_t child;
    struct child_mapping mapping;
    sel4rpc_memory_t frame;

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(&child);
    child_expect(&child, "asked for a frame", 0,
                 sel4rpc_alloc_memory(&child.rpc, seL4_ARCH_4KPage, seL4_PageBits, slot, &frame));
    child_expect(&child, "mapped it", 0, child_map(&child, slot.index, FRAME_VADDR, true, &mapping));
    if (child.failures != 0) {
        sel4rpc_child_finish(&child);
    }
    *word = WORD;
    child_say(&child, "I wrote 0x%x into it, and wait", (unsigned)*word);
    sel4rpc_child_tell_ready(&child);
    seL4_Wait(child.given, NULL);

    child_say(&child, "in my frame stands 0x%x", (unsigned)*word);
    child.failures += *word != WORD;
    take_device(&child);
    take_memory(&child);
    child_unmap(&mapping);
    child_expect(&child, "freed my frame", 0, sel4rpc_free_memory(&child.rpc, &frame));
    sel4rpc_child_finish(&child);
}
