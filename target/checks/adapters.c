/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's vka and simple, as seL4's libraries use them.
 */
#include "parts.h"

#include <sel4rpc/simple.h>
#include <sel4utils/mapping.h>
#include <sel4utils/process.h>
#include <string.h>
#include <vka/object.h>
#include <vspace/page.h>

#define SLOTS 300
#define FRAMES 100

struct adapters {
    sel4rpc_slot_range_t range;
    seL4_Word slot_map[SEL4RPC_SLOT_WORDS(SLOTS)];
    sel4rpc_vka_record_t records[64];
    sel4rpc_vka_t allocator;
    sel4rpc_simple_record_t devices[8];
    sel4rpc_simple_t devices_of_parent;
    sel4rpc_platform_t platform; /* with both, and no address space */
};

static int make(struct adapters *adapters, sel4rpc_child_t *child)
{
    sel4rpc_slots_t slots;
    int error = sel4rpc_slots_of_range(&adapters->range, SEL4UTILS_CNODE_SLOT, seL4_WordBits,
                                       child->next_slot, SLOTS, adapters->slot_map, &slots);

    child->next_slot += SLOTS;
    if (error == 0) {
        error = sel4rpc_vka_init(&adapters->allocator, &child->rpc, &slots, adapters->records,
                                 sizeof(adapters->records) / sizeof(adapters->records[0]));
    }
    if (error == 0) {
        error = sel4rpc_simple_init(&adapters->devices_of_parent, &child->rpc, adapters->devices,
                                    sizeof(adapters->devices) / sizeof(adapters->devices[0]));
    }
    if (error == 0) {
        sel4rpc_vka_make(&adapters->allocator, &adapters->platform.vka);
        sel4rpc_simple_make(&adapters->devices_of_parent, &adapters->platform.simple);
    }
    return error;
}

static void check_vka_objects(vka_t *vka)
{
    vka_object_t endpoint, notification, tcb, cnode;
    seL4_Word badge = 0;
    int error = vka_alloc_endpoint(vka, &endpoint);

    error = error != 0 ? error : vka_alloc_notification(vka, &notification);
    error = error != 0 ? error : vka_alloc_tcb(vka, &tcb);
    error = error != 0 ? error : vka_alloc_cnode_object(vka, 4, &cnode);
    if (!check_result(0, error, "an endpoint, a notification, a TCB and a CNode from the vka")) {
        return;
    }
    seL4_Signal(notification.cptr);
    (void)seL4_Poll(notification.cptr, &badge);
    (void)check_result(0, (int)seL4_TCB_Suspend(tcb.cptr), "suspending the vka's TCB");
    vka_free_object(vka, &cnode);
    vka_free_object(vka, &tcb);
    vka_free_object(vka, &notification);
    vka_free_object(vka, &endpoint);
}

static void check_vka_frames(struct adapters *adapters)
{
    static vka_object_t frames[FRAMES];
    vka_t *vka = &adapters->platform.vka;
    sel4rpc_vka_statistics_t statistics;
    int error = 0;
    size_t count = 0;

    for (; count < FRAMES && error == 0; count += error == 0) {
        error = vka_alloc_frame(vka, seL4_PageBits, &frames[count]);
    }
    (void)check_result(0, error, "a hundred frames from the vka");
    sel4rpc_vka_get_statistics(&adapters->allocator, &statistics);
    (void)check(statistics.objects == count && statistics.chunks == 1,
                "they are in one untyped of the parent's");
    while (count > 0) {
        vka_free_object(vka, &frames[--count]);
    }
}

static void check_vka_mapping(vka_t *vka)
{
    vka_object_t tables[CHILD_MAX_TABLES], frame;
    int count = CHILD_MAX_TABLES;

    if (!check_result(0, vka_alloc_frame(vka, seL4_PageBits, &frame), "a frame from the vka")) {
        return;
    }
    int error = sel4utils_map_page(vka, SEL4UTILS_PD_SLOT, frame.cptr, (void *)CHECK_VADDR, seL4_ReadWrite, 1,
                                   tables, &count);
    if (check_result(0, error, "sel4utils maps it, with page tables from the vka")) {
        volatile uint32_t *word = (volatile uint32_t *)CHECK_VADDR;
        *word = 0xcafe;
        (void)check(*word == 0xcafe, "that frame keeps what is written");
        (void)seL4_ARCH_Page_Unmap(frame.cptr);
        while (count > 0) {
            vka_free_object(vka, &tables[--count]);
        }
    }
    vka_free_object(vka, &frame);
}

static void check_vka_address(vka_t *vka)
{
    vka_object_t frame;

    if (check_result(0, vka_alloc_frame_at(vka, seL4_PageBits, (uintptr_t)arch_device_address, &frame),
                     "a device's frame from the vka")) {
        (void)check(vka_object_paddr(vka, &frame) == arch_device_address, "the vka tells its address");
        vka_free_object(vka, &frame);
    }
}

static void check_simple(struct adapters *adapters)
{
    (void)check_result(0, device_try(&adapters->platform, &spare_device), "a device from vka and simple");
    (void)check_result(0, sel4rpc_simple_clean_up(&adapters->devices_of_parent),
                       "giving back what the simple leased");
    (void)check_result(0, device_try(&adapters->platform, &spare_device), "the same device from them again");
    (void)check_result(0, sel4rpc_simple_clean_up(&adapters->devices_of_parent), "giving it back again");
}

void check_adapters(sel4rpc_child_t *child)
{
    static struct adapters adapters;
    AccountMessage account = {.leases = 1};

    if (!check_result(0, make(&adapters, child), "making a vka and a simple")) {
        return;
    }
    check_vka_objects(&adapters.platform.vka);
    check_vka_frames(&adapters);
    check_vka_mapping(&adapters.platform.vka);
    check_vka_address(&adapters.platform.vka);
    check_simple(&adapters);
    (void)check_result(0, sel4rpc_vka_clean_up(&adapters.allocator), "giving back all that the vka has");
    (void)check(adapters.range.used == 0, "all slots of the vka are empty");
    (void)check(sel4rpc_get_account(&child->rpc, &account) == 0 && account.leases == 0,
                "nothing is held any more");
}
