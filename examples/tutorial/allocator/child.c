/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child with an allocator: it makes objects itself, in memory that it asks its parent for as a whole.
 */
#include "../../common/child.h"

#include <sel4utils/process.h>
#include <stdlib.h>

#define SLOTS 64
#define RECORDS 16
#define CHUNK_BITS 14 /* it asks for 16 KiB at a time */

static sel4rpc_slot_range_t range;
static seL4_Word map[SEL4RPC_SLOT_WORDS(SLOTS)];
static sel4rpc_vka_record_t records[RECORDS];
static sel4rpc_vka_t allocator;

/* Makes a vka: its slots are the next ones of the child, its memory comes from the parent. */
static int make_vka(sel4rpc_child_t *child, vka_t *vka)
{
    sel4rpc_slots_t slots;
    int error = sel4rpc_slots_of_range(&range, SEL4UTILS_CNODE_SLOT, seL4_WordBits, child->next_slot, SLOTS,
                                       map, &slots);

    child->next_slot += SLOTS;
    if (error == 0) {
        error = sel4rpc_vka_init(&allocator, &child->rpc, &slots, records, RECORDS);
    }
    if (error == 0) {
        error = sel4rpc_vka_set_chunk_bits(&allocator, CHUNK_BITS);
    }
    if (error == 0) {
        sel4rpc_vka_make(&allocator, vka);
    }
    return error;
}

static void tell_statistics(const sel4rpc_child_t *child)
{
    sel4rpc_vka_statistics_t statistics;

    sel4rpc_vka_get_statistics(&allocator, &statistics);
    child_say(child, "%u objects in %u chunk of %u bytes", (unsigned)statistics.objects,
              (unsigned)statistics.chunks, (unsigned)statistics.bytes);
}

int main(int argc, char *argv[])
{
    sel4rpc_child_t child;
    vka_t vka;
    vka_object_t notification, tcb, cspace;

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    child_expect(&child, "made an allocator", 0, make_vka(&child, &vka));
    child_expect(&child, "made a notification", 0, vka_alloc_notification(&vka, &notification));
    child_expect(&child, "made a TCB", 0, vka_alloc_tcb(&vka, &tcb));
    child_expect(&child, "made a CNode of 16 slots", 0, vka_alloc_cnode_object(&vka, 4, &cspace));
    tell_statistics(&child);
    if (child.failures == 0) {
        seL4_Signal(notification.cptr);
        seL4_Wait(notification.cptr, NULL);
        child_say(&child, "heard my own signal");
        vka_free_object(&vka, &cspace);
        vka_free_object(&vka, &tcb);
        vka_free_object(&vka, &notification);
    }
    child_expect(&child, "gave the memory back", 0, sel4rpc_vka_clean_up(&allocator));
    sel4rpc_child_finish(&child);
}
