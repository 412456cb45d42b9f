/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child: measures what its parent grants. By its name it does so in memory that was never used, in memory
 * that was used before, or for one loop of the parent's; or it measures bare IPC. If it is given the parent's
 * scheduling context, it first makes the parent passive.
 */
#include "ask.h"

#include <errno.h>      /* which api.h needs, */
#include <utils/util.h> /* as well as this */
#include <sel4utils/api.h>
#include <sel4utils/process.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vspace/page.h>

#define WARM_UPS 16

static struct samples grants, frees, retypes;

void expect(sel4rpc_child_t *child, const char *what, int error)
{
    if (error != 0) {
        printf("%s: error %d, %s\n", what, error, sel4rpc_strerror(error));
        child->failures++;
        sel4rpc_child_finish(child);
    }
}

static sel4rpc_slot_t take_slots(sel4rpc_child_t *child, seL4_Word count)
{
    sel4rpc_slot_t first = {SEL4UTILS_CNODE_SLOT, child->next_slot, seL4_WordBits};

    child->next_slot += count;
    return first;
}

static void delete_capability(sel4rpc_child_t *child, sel4rpc_slot_t slot)
{
    expect(child, "deleting a capability",
           (int)seL4_CNode_Delete(slot.root, slot.index, (seL4_Uint8)slot.depth));
}

static void time_grant(sel4rpc_child_t *child, ask_t ask, sel4rpc_slot_t slot, sel4rpc_memory_t *granted)
{
    uint32_t begin = counter_read();
    int error = ask(child, slot, granted);

    samples_add(&grants, counter_read() - begin);
    expect(child, "a grant", error);
}

static void time_free(sel4rpc_child_t *child, ask_free_t free, const sel4rpc_memory_t *granted)
{
    uint32_t begin = counter_read();
    int error = free(child, granted);

    samples_add(&frees, counter_read() - begin);
    expect(child, "a free", error);
}

/* Makes the child's first object in an untyped. */
static void time_retype(sel4rpc_child_t *child, sel4rpc_slot_t untyped, sel4rpc_slot_t slot)
{
    uint32_t begin = counter_read();
    seL4_Error error =
        seL4_Untyped_Retype(untyped.index, seL4_ARCH_4KPage, seL4_PageBits, slot.root, 0, 0, slot.index, 1);

    samples_add(&retypes, counter_read() - begin);
    expect(child, "a Retype", (int)error);
}

/* Frames and untypeds that are kept, in memory that nobody has used yet. */
static void measure_new(sel4rpc_child_t *child)
{
    sel4rpc_slot_t slot = take_slots(child, FRAMES);
    sel4rpc_memory_t granted;

    for (int i = 0; i < FRAMES; i++, slot.index++) {
        time_grant(child, ask_frame, slot, &granted);
    }
    measure_tell(child, FRAME_NEW, &grants);
    for (int i = 0; i < TIMES; i++) {
        sel4rpc_slot_t untyped = take_slots(child, 1);
        time_grant(child, ask_untyped, untyped, &granted);
        time_retype(child, untyped, take_slots(child, 1));
    }
    measure_tell(child, UNTYPED_NEW, &grants);
    measure_tell(child, RETYPE_NEW, &retypes);
    measure_own_frames(child, take_slots(child, FRAMES), &grants);
    measure_tell(child, OWN_FRAME, &grants);
}

static void warm_up(sel4rpc_child_t *child, ask_t ask, ask_free_t free, sel4rpc_slot_t slot)
{
    sel4rpc_memory_t granted;

    for (int i = 0; i < WARM_UPS; i++) {
        expect(child, "a grant", ask(child, slot, &granted));
        expect(child, "a free", free(child, &granted));
    }
}

struct free_rows {
    enum row grant, free_deleted, free;
};

/* Grants and frees one thing, with the child's copy still there or deleted. */
static void measure_pairs(sel4rpc_child_t *child, ask_t ask, ask_free_t free, const struct free_rows *rows)
{
    sel4rpc_slot_t slot = take_slots(child, 1);
    sel4rpc_memory_t granted;

    warm_up(child, ask, free, slot);
    for (int i = 0; i < TIMES; i++) {
        time_grant(child, ask, slot, &granted);
        time_free(child, free, &granted);
    }
    measure_tell(child, rows->grant, &grants);
    measure_tell(child, rows->free, &frees);
    for (int i = 0; i < TIMES; i++) {
        expect(child, "a grant", ask(child, slot, &granted));
        delete_capability(child, slot);
        time_free(child, free, &granted);
    }
    measure_tell(child, rows->free_deleted, &frees);
}

/* Holds an object of 4 KiB whose other half is granted next, so that the allocator need not split and merge.
 */
static void hold_one(sel4rpc_child_t *child, ask_t ask)
{
    sel4rpc_memory_t held;

    do {
        expect(child, "the one that is held", ask(child, take_slots(child, 1), &held));
    } while ((held.paddr & ((uint64_t)1 << seL4_PageBits)) != 0);
}

static void measure_frames(sel4rpc_child_t *child)
{
    static const struct free_rows rows = {FRAME_USED, FRAME_FREE_DELETED, FRAME_FREE};
    sel4rpc_slot_t slot = take_slots(child, 1);
    sel4rpc_memory_t granted;

    hold_one(child, ask_frame);
    measure_pairs(child, ask_frame, ask_free_memory, &rows);
    for (int i = 0; i < TIMES; i++) {
        uint32_t begin = counter_read();
        int error = ask_frame(child, slot, &granted);
        if (error == 0) {
            error = ask_free_memory(child, &granted);
        }
        samples_add(&grants, counter_read() - begin);
        expect(child, "a grant and a free", error);
    }
    measure_tell(child, FRAME_STEADY, &grants);
}

/* Each frame in the untyped is checked and written through; the next one probably has the same memory. */
static void measure_untypeds(sel4rpc_child_t *child)
{
    sel4rpc_slot_t untyped = take_slots(child, 1), slot = take_slots(child, 1);
    sel4rpc_memory_t granted;

    hold_one(child, ask_untyped);
    warm_up(child, ask_untyped, ask_free_memory, untyped);
    for (int i = 0; i < TIMES; i++) {
        time_grant(child, ask_untyped, untyped, &granted);
        time_retype(child, untyped, slot);
        check_frame(child, slot.index, granted.paddr);
        time_free(child, ask_free_memory, &granted);
    }
    measure_tell(child, UNTYPED_USED, &grants);
    measure_tell(child, RETYPE_USED, &retypes);
    measure_tell(child, UNTYPED_FREE, &frees);
    tell_checked_frames(child);
}

static void measure_used(sel4rpc_child_t *child)
{
    static const struct free_rows ports = {PORTS_GRANT, PORTS_FREE_DELETED, PORTS_FREE};
    static const struct free_rows irq = {IRQ_GRANT, IRQ_FREE_DELETED, IRQ_FREE};

    measure_frames(child);
    measure_untypeds(child);
    if (config_set(CONFIG_ARCH_X86)) {
        measure_pairs(child, ask_ports, ask_release, &ports);
    }
    measure_pairs(child, ask_irq, ask_release, &irq);
}

/* Three words there and back; then with a capability, which is received and deleted. */
static void measure_ipc(sel4rpc_child_t *child)
{
    sel4rpc_slot_t slot = take_slots(child, 1);

    seL4_SetCapReceivePath(slot.root, slot.index, slot.depth);
    for (seL4_Word capabilities = 0; capabilities < 2; capabilities++) {
        for (int i = 0; i < TIMES; i++) {
            seL4_SetMR(0, capabilities);
            uint32_t begin = counter_read();
            (void)seL4_Call(child->rpc.server_ep, seL4_MessageInfo_new(0, 0, 0, 3));
            samples_add(&grants, counter_read() - begin);
            if (capabilities > 0) {
                delete_capability(child, slot);
            }
        }
        measure_tell(child, capabilities > 0 ? IPC_CAPABILITY : IPC_WORDS, &grants);
    }
}

/* With MCS, takes away the parent's own time: it then runs on that of the child that calls it. */
static void make_passive(sel4rpc_child_t *child)
{
    expect(child, "making the parent passive", (int)api_sc_unbind(child->given));
}

int main(int argc, char *argv[])
{
    static const struct {
        const char *name;
        void (*run)(sel4rpc_child_t *child);
    } operations[] = {{"new", measure_new},
                      {"used", measure_used},
                      {"loop", measure_frames},
                      {"ipc", measure_ipc},
                      {"untypeds", measure_untypeds}};
    sel4rpc_child_t child;

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    measure_start();
    if (child.given != seL4_CapNull) {
        make_passive(&child);
    }
    for (size_t i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
        if (strcmp(operations[i].name, child.name) == 0) {
            operations[i].run(&child);
        }
    }
    sel4rpc_child_finish(&child);
}
