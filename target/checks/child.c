/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child. By its name it checks everything, or takes one thing of each kind and crashes with all of them,
 * or takes the same and gives it back.
 */
#include "names.h"
#include "parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vspace/page.h>

static void check_everything(sel4rpc_child_t *child)
{
    check_requests(child);
    check_objects(child);
    check_frames(child);
    check_devices(child);
    check_adapters(child);
}

static void take_one_of_each(sel4rpc_child_t *child, struct child_mapping *mapping)
{
    sel4rpc_memory_t untyped, memory;
    sel4rpc_slot_t frame = sel4rpc_child_take_slot(child);
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);

    (void)check_result(0, sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, 16, slot, &untyped),
                       "64 KiB");
    (void)check_result(0, sel4rpc_alloc_memory(&child->rpc, seL4_ARCH_4KPage, seL4_PageBits, frame, &memory),
                       "a frame to crash with");
    (void)check_result(0, child_map(child, frame.index, CHECK_VADDR, true, mapping), "mapping that");
    (void)check_result(0, device_get_registers(child, &spare_device, sel4rpc_child_take_slot(child), NULL),
                       "the registers of " SPARE_NAME);
    (void)check_result(0, device_get_irq(child, &spare_device, sel4rpc_child_take_slot(child), NULL),
                       "the interrupt of " SPARE_NAME);
    (void)check_result(
        0, sel4rpc_get_capability(&child->rpc, OFFERED_NAME, sel4rpc_child_take_slot(child), NULL),
        "the capability that is offered");
}

static void tell_counts(sel4rpc_child_t *child)
{
    fflush(stdout);
    seL4_SetMR(0, CHECKS_COUNTED);
    seL4_SetMR(1, checks_passed);
    seL4_SetMR(2, checks_failed);
    seL4_Send(child->rpc.server_ep, seL4_MessageInfo_new(0, 0, 0, 3));
}

static void crash(void)
{
    volatile uintptr_t nowhere = 64; /* volatile hides the value from the compiler */

    *(volatile int *)nowhere = 1;
}

int main(int argc, char *argv[])
{
    struct child_mapping mapping;
    sel4rpc_child_t child;

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    if (strcmp(child.name, "checker") == 0) {
        check_everything(&child);
    } else {
        take_one_of_each(&child, &mapping);
    }
    tell_counts(&child);
    if (strcmp(child.name, "crasher") == 0) {
        crash();
    }
    sel4rpc_child_finish(&child);
}
