/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child of a child. It asks its parent as any child does, and cannot tell that its parent must ask in turn.
 * The grandchild called "keeper" keeps what it gets.
 */
#include "../common/child.h"
#include "../common/devices.h"
#include "resources.h"

#include <string.h>
#include <stdlib.h>
#include <vspace/page.h>

#define FRAME_VADDR ((uintptr_t)0x50000000)
#define WORD ((uint32_t)0xcafe)

struct holding {
    sel4rpc_child_t child;
    struct child_mapping mapping;
    sel4rpc_memory_t frame;
    sel4rpc_memory_t large;
    uint64_t registers;
    uint64_t irq;
};

static void take_frame(struct holding *holding)
{
    sel4rpc_child_t *child = &holding->child;
    volatile uint32_t *word = (volatile uint32_t *)FRAME_VADDR;
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);

    child_expect(child, "asked for a frame", 0,
                 sel4rpc_alloc_memory(&child->rpc, seL4_ARCH_4KPage, seL4_PageBits, slot, &holding->frame));
    child_expect(child, "mapped it", 0, child_map(child, slot.index, FRAME_VADDR, true, &holding->mapping));
    if (child->failures != 0) {
        sel4rpc_child_finish(child);
    }
    *word = WORD;
    child_say(child, "I read back 0x%x", (unsigned)*word);
}

static void take_large(struct holding *holding)
{
    sel4rpc_child_t *child = &holding->child;
    sel4rpc_memory_t more;

    child_expect(child, "asked for 4 MiB", 0,
                 sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, LARGE_BITS,
                                      sel4rpc_child_take_slot(child), &holding->large));
    child_expect(child, "asked for another 4 MiB", seL4_NotEnoughMemory,
                 sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, LARGE_BITS,
                                      sel4rpc_child_take_slot(child), &more));
}

static int get_registers(sel4rpc_child_t *child, const struct device *device, uint64_t *cookie)
{
    return device_get_registers(child, device, sel4rpc_child_take_slot(child), cookie);
}

static void take_device(struct holding *holding)
{
    sel4rpc_child_t *child = &holding->child;
    uint64_t none;

    child_expect(child, "asked for the registers of " SPARE_NAME, 0,
                 get_registers(child, &spare_device, &holding->registers));
    child_expect(child, "asked for its interrupt", 0,
                 device_get_irq(child, &spare_device, sel4rpc_child_take_slot(child), &holding->irq));
    child_expect(child, "asked for the registers of " SERIAL_NAME, seL4_IllegalOperation,
                 get_registers(child, &serial_device, &none));
}

/* Whatever is freed here must be freed on every level above, or it could not be granted again. */
static void change_registers(struct holding *holding)
{
    sel4rpc_child_t *child = &holding->child;

    child_expect(child, "gave the registers back", 0, sel4rpc_release(&child->rpc, holding->registers));
    child_expect(child, "asked for them again", 0, get_registers(child, &spare_device, &holding->registers));
}

static void give_back(struct holding *holding)
{
    sel4rpc_child_t *child = &holding->child;

    child_unmap(&holding->mapping);
    child_expect(child, "freed the frame", 0, sel4rpc_free_memory(&child->rpc, &holding->frame));
    child_expect(child, "freed 4 MiB", 0, sel4rpc_free_memory(&child->rpc, &holding->large));
    child_expect(child, "gave the registers back", 0, sel4rpc_release(&child->rpc, holding->registers));
    child_expect(child, "gave the interrupt back", 0, sel4rpc_release(&child->rpc, holding->irq));
}

int main(int argc, char *argv[])
{
    struct holding holding;

    if (sel4rpc_child_init(&holding.child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    take_frame(&holding);
    take_large(&holding);
    take_device(&holding);
    sel4rpc_child_tell_ready(&holding.child);
    change_registers(&holding);
    if (strcmp(holding.child.name, "keeper") != 0) {
        give_back(&holding);
    }
    sel4rpc_child_finish(&holding.child);
}
