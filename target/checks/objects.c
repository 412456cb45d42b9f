/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Every object type: granted, freed and granted again in the same slot, or refused; and some of them used.
 */
#include "parts.h"

#include <sel4utils/process.h>
#include <stdio.h>

#define CNODE_BITS 4
#define BADGE 5
#define ROOT SEL4UTILS_CNODE_SLOT

static const struct object_row objects[] = {
    {"an untyped", seL4_UntypedObject, 12, 0},
    {"a TCB", seL4_TCBObject, seL4_TCBBits, 0},
    {"an endpoint", seL4_EndpointObject, seL4_EndpointBits, 0},
    {"a notification", seL4_NotificationObject, seL4_NotificationBits, 0},
    {"a CNode", seL4_CapTableObject, CNODE_BITS, 0},
#ifdef CONFIG_KERNEL_MCS
    {"a scheduling context", seL4_SchedContextObject, seL4_MinSchedContextBits, 0},
    {"a reply object", seL4_ReplyObject, seL4_ReplyBits, 0},
#endif
};

static void check_object(sel4rpc_child_t *child, const struct object_row *row, sel4rpc_slot_t slot)
{
    sel4rpc_memory_t memory;
    char again[64];

    int error = sel4rpc_alloc_memory(&child->rpc, row->type, row->size_bits, slot, &memory);
    if (!check_result(row->answer, error, row->name) || error != 0) {
        return;
    }
    error = sel4rpc_free_memory(&child->rpc, &memory);
    if (error == 0) {
        error = sel4rpc_alloc_memory(&child->rpc, row->type, row->size_bits, slot, &memory);
    }
    if (error == 0) {
        error = sel4rpc_release(&child->rpc, memory.cookie);
    }
    snprintf(again, sizeof(again), "%s, freed, and again in the same slot", row->name);
    (void)check_result(0, error, again);
}

/* Asks for an object that is used and freed below. */
static seL4_CPtr get(sel4rpc_child_t *child, seL4_Word type, seL4_Word size_bits, sel4rpc_memory_t *memory)
{
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);

    return sel4rpc_alloc_memory(&child->rpc, type, size_bits, slot, memory) == 0 ? slot.index : seL4_CapNull;
}

static void check_notification(sel4rpc_child_t *child)
{
    sel4rpc_memory_t memory;
    seL4_CPtr notification = get(child, seL4_NotificationObject, seL4_NotificationBits, &memory);
    seL4_CPtr badged = sel4rpc_child_take_slot(child).index;
    seL4_Word badge = 0;

    (void)check_result(0,
                       (int)seL4_CNode_Mint(ROOT, badged, seL4_WordBits, ROOT, notification, seL4_WordBits,
                                            seL4_AllRights, BADGE),
                       "minting a badged copy of a notification");
    seL4_Signal(badged);
    (void)seL4_Poll(notification, &badge);
    (void)check(badge == BADGE, "a signal arrives with its badge");
    (void)check_result(0, sel4rpc_free_memory(&child->rpc, &memory), "freeing the notification");
    (void)check((int)seL4_CNode_Delete(ROOT, badged, seL4_WordBits) == 0 &&
                    (int)seL4_CNode_Mint(ROOT, badged, seL4_WordBits, ROOT, notification, seL4_WordBits,
                                         seL4_AllRights, BADGE) != 0,
                "freeing it takes the child's copies away");
}

static void check_untyped(sel4rpc_child_t *child)
{
    sel4rpc_memory_t memory;
    seL4_CPtr untyped = get(child, seL4_UntypedObject, 12, &memory);
    seL4_CPtr first = child->next_slot;

    child->next_slot += 4;
    (void)check_result(0, (int)seL4_Untyped_Retype(untyped, seL4_EndpointObject, 0, ROOT, 0, 0, first, 4),
                       "making four endpoints of an untyped");
    (void)check_result(0, sel4rpc_free_memory(&child->rpc, &memory), "freeing the untyped with all of them");
}

static void check_cnode(sel4rpc_child_t *child)
{
    sel4rpc_memory_t memory;
    seL4_CPtr cnode = get(child, seL4_CapTableObject, CNODE_BITS, &memory);

    (void)check_result(0,
                       (int)seL4_CNode_Copy(cnode, 3, CNODE_BITS, ROOT, SEL4UTILS_ENDPOINT_SLOT,
                                            seL4_WordBits, seL4_AllRights),
                       "copying a capability into a CNode");
    (void)check_result(0, sel4rpc_free_memory(&child->rpc, &memory), "freeing the CNode with what is in it");
}

static void check_tcb(sel4rpc_child_t *child)
{
    sel4rpc_memory_t memory;
    seL4_CPtr tcb = get(child, seL4_TCBObject, 0, &memory);

    (void)check_result(0, (int)seL4_TCB_Suspend(tcb), "suspending a TCB");
    (void)check_result(0, sel4rpc_free_memory(&child->rpc, &memory), "freeing the TCB");
}

void check_objects(sel4rpc_child_t *child)
{
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);

    for (size_t i = 0; i < sizeof(objects) / sizeof(objects[0]); i++) {
        check_object(child, &objects[i], slot);
    }
    for (size_t i = 0; i < arch_object_count; i++) {
        check_object(child, &arch_objects[i], slot);
    }
    check_notification(child);
    check_untyped(child);
    check_cnode(child);
    check_tcb(child);
}
