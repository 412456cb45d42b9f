/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child's platform. Its simple knows by name only the capabilities that sel4utils puts into a child's
 * CSpace; the child needs them to start processes.
 */
#include "child_platform.h"

#include <sel4utils/process.h>
#include <string.h>
#include <utils/util.h>

static seL4_CPtr init_cap(void *data, seL4_CPtr cap)
{
    (void)data;
    switch (cap) {
    case seL4_CapInitThreadTCB:
        return SEL4UTILS_TCB_SLOT;
    case seL4_CapInitThreadCNode:
        return SEL4UTILS_CNODE_SLOT;
    case seL4_CapInitThreadVSpace:
        return SEL4UTILS_PD_SLOT;
    case seL4_CapInitThreadASIDPool:
        return SEL4UTILS_ASID_POOL_SLOT;
    default:
        return seL4_CapNull;
    }
}

static seL4_CPtr sched_control_slot;

static seL4_CPtr sched_control(void *data, int core)
{
    (void)data;
    (void)core;
    return sched_control_slot;
}

static int core_count(void *data)
{
    (void)data;
    return 1;
}

/* Without MCS there is no SchedControl: then nothing happens. */
static int get_sched_control(sel4rpc_client_t *client, simple_t *simple, seL4_CPtr slot)
{
    sel4rpc_slot_t path = {SEL4UTILS_CNODE_SLOT, slot, seL4_WordBits};

    if (!config_set(CONFIG_KERNEL_MCS)) {
        return 0;
    }
    sched_control_slot = slot;
    simple->sched_ctrl = sched_control;
    simple->core_count = core_count;
    return sel4rpc_get_capability(client, PLATFORM_CHILD_SCHED_CONTROL, path, NULL);
}

int platform_child_init(struct platform_child *child, sel4rpc_platform_t *platform, sel4rpc_client_t *client,
                        seL4_CPtr first_slot)
{
    sel4rpc_slots_t slots;

    memset(platform, 0, sizeof(*platform));
    seL4_CPtr own_slot = first_slot++;
    int error = sel4rpc_slots_of_range(&child->slots, SEL4UTILS_CNODE_SLOT, seL4_WordBits, first_slot,
                                       PLATFORM_CHILD_SLOTS - first_slot, child->slot_map, &slots);
    if (error == 0) {
        error = sel4rpc_vka_init(&child->allocator, client, &slots, child->records,
                                 sizeof(child->records) / sizeof(child->records[0]));
    }
    if (error == 0) {
        error = sel4rpc_simple_init(&child->simple, client, child->devices,
                                    sizeof(child->devices) / sizeof(child->devices[0]));
    }
    if (error == 0) {
        sel4rpc_vka_make(&child->allocator, &platform->vka);
        sel4rpc_simple_make(&child->simple, &platform->simple);
        platform->simple.init_cap = init_cap;
        error = get_sched_control(client, &platform->simple, own_slot);
    }
    if (error == 0) {
        error = platform_child_make_vspace(child, platform);
    }
    return error;
}
