/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child that takes what it may have, asks for more, and crashes with all of it.
 */
#include "../common/child.h"
#include "../common/devices.h"
#include "resources.h"

#include <stdio.h>
#include <stdlib.h>
#include <vspace/page.h>

static void take_all_that_is_allowed(sel4rpc_child_t *child)
{
    sel4rpc_memory_t memory;

    int error = device_get_registers(child, &spare_device, sel4rpc_child_take_slot(child), NULL);

    if (error == 0) {
        error = device_get_irq(child, &spare_device, sel4rpc_child_take_slot(child), NULL);
    }
    child_expect(child, "asked for the registers and the interrupt of " SPARE_NAME, 0, error);
    child_expect(
        child, "asked for 16 KiB", 0,
        sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, 14, sel4rpc_child_take_slot(child), &memory));
}

static void ask_for_more(sel4rpc_child_t *child)
{
    sel4rpc_client_t *rpc = &child->rpc;
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);
    sel4rpc_memory_t memory;

    child_expect(child, "asked for another 32 KiB", seL4_NotEnoughMemory,
                 sel4rpc_alloc_memory(rpc, seL4_UntypedObject, 15, slot, &memory));
    child_expect(child, "asked for the registers of " SERIAL_NAME, seL4_IllegalOperation,
                 device_get_registers(child, &serial_device, slot, NULL));
    child_expect(child, "asked for the memory of any device", seL4_IllegalOperation,
                 sel4rpc_alloc_device_memory(rpc, seL4_ARCH_4KPage, seL4_PageBits, slot, &memory));
    child_expect(child, "tried to release what is not mine", seL4_InvalidCapability, sel4rpc_release(rpc, 1));
}

/* Uses up the leases that it has left. */
static void take_the_rest(sel4rpc_child_t *child)
{
    sel4rpc_memory_t memory;
    unsigned count = 0;
    int error;

    do {
        error = sel4rpc_alloc_memory(&child->rpc, seL4_NotificationObject, seL4_NotificationBits,
                                     sel4rpc_child_take_slot(child), &memory);
        count += error == 0;
    } while (error == 0 && count <= GREEDY_LEASES);
    child_say(child, "had %u notifications more, and then: %s", count, sel4rpc_strerror(error));
    child->failures += error != seL4_NotEnoughMemory;
}

int main(int argc, char *argv[])
{
    volatile uintptr_t nowhere = 64; /* volatile hides the value from the compiler */
    sel4rpc_child_t child;
    AccountMessage account = {0};

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    take_all_that_is_allowed(&child);
    ask_for_more(&child);
    take_the_rest(&child);
    child.failures += sel4rpc_get_account(&child.rpc, &account) != 0;
    child_say(&child, "I hold %u of %u leases, %u KiB of %u KiB", (unsigned)account.leases,
              (unsigned)account.leases_limit, (unsigned)account.memory_bytes / 1024,
              (unsigned)account.memory_limit / 1024);
    if (child.failures != 0) {
        sel4rpc_child_finish(&child);
    }
    child_say(&child, "and now I crash");
    fflush(stdout);
    *(volatile int *)nowhere = 1;
    sel4rpc_child_finish(&child);
}
