/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The platform of a child that is itself a parent: a vka and a simple that get memory, interrupts and devices
 * from its own parent, slots from its own CSpace, and its address space, where it maps what it loads into its
 * children.
 */
#pragma once

#include <sel4rpc/platform.h>

#include <sel4rpc/simple.h>
#include <sel4rpc/vka.h>
#include <sel4utils/vspace.h>

#define PLATFORM_CHILD_CNODE_BITS 12 /* log2 of the slots in its CSpace */
#define PLATFORM_CHILD_SLOTS (1u << PLATFORM_CHILD_CNODE_BITS)

/* The name by which its parent offers SchedControl, with which an MCS kernel gives threads their time. */
#define PLATFORM_CHILD_SCHED_CONTROL 1

struct platform_child {
    sel4rpc_slot_range_t slots;
    seL4_Word slot_map[SEL4RPC_SLOT_WORDS(PLATFORM_CHILD_SLOTS)];
    sel4rpc_vka_record_t records[64];
    sel4rpc_vka_t allocator;
    sel4rpc_simple_record_t devices[16];
    sel4rpc_simple_t simple;
    sel4utils_alloc_data_t vspace;
};

/*
 * Makes the platform in a process of sel4utils. first_slot: the first of the empty slots, which run to the
 * end of the CSpace. Returns 0 or an seL4_Error.
 */
int platform_child_init(struct platform_child *child, sel4rpc_platform_t *platform, sel4rpc_client_t *client,
                        seL4_CPtr first_slot);

/* The part that makes platform->vspace. child_vspace_hosted.c and child_vspace_sel4.c. */
int platform_child_make_vspace(struct platform_child *child, sel4rpc_platform_t *platform);
