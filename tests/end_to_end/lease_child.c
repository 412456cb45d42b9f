/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The children of the end-to-end tests of leases: one program, whose name chooses the child.
 *
 *   ask-0, ask-1, ...  takes everything but one thing, says that it is ready, and asks for that one
 *   heir               takes everything
 *   hostile            sends thousands of hostile messages
 *   victim             works meanwhile, and counts a failure for anything it notices
 *   writer, keeper, reader
 *                      take an untyped, make all of it frames and find them empty; all but the reader write
 * to them; all but the keeper free it
 */
#include "../../examples/common/child.h"
#include "devices.h"
#include "support/hostile.h"

#include <sel4utils/process.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vspace/arch/page.h>

#define SEED 7
#define MESSAGES 4000
#define ROUNDS 200
#define KEPT_VADDR ((uintptr_t)0x50000000)
#define WORK_VADDR ((uintptr_t)0x50001000)
#define WRITTEN_FRAMES 8
#define WRITTEN_BITS (seL4_PageBits + 3) /* no other untyped is as large */

static int take_memory(sel4rpc_child_t *child, seL4_Word type, seL4_Word size_bits, uint64_t *cookie)
{
    sel4rpc_memory_t memory = {0};
    int error = sel4rpc_alloc_memory(&child->rpc, type, size_bits, sel4rpc_child_take_slot(child), &memory);

    *cookie = memory.cookie;
    return error;
}

static int take_untyped(sel4rpc_child_t *child, uint64_t *cookie)
{
    return take_memory(child, seL4_UntypedObject, 14, cookie);
}

static int take_frame(sel4rpc_child_t *child, uint64_t *cookie)
{
    return take_memory(child, seL4_ARCH_4KPage, seL4_PageBits, cookie);
}

static int take_device(sel4rpc_child_t *child, uint64_t *cookie)
{
    sel4rpc_memory_t memory = {0};
    int error = sel4rpc_alloc_memory_at(&child->rpc, 0x10440000, seL4_UntypedObject, 12,
                                        sel4rpc_child_take_slot(child), &memory);

    *cookie = memory.cookie;
    return error;
}

static const struct {
    const char *name;
    int (*take)(sel4rpc_child_t *child, uint64_t *cookie);
} memory[] = {{"an untyped", take_untyped}, {"a frame", take_frame}, {"device memory", take_device}};
#define MEMORY_COUNT (sizeof(memory) / sizeof(memory[0]))
#define THING_COUNT (MEMORY_COUNT + DEVICE_COUNT)

static const char *name_of(size_t thing)
{
    return thing < MEMORY_COUNT ? memory[thing].name : devices[thing - MEMORY_COUNT].name;
}

static int take(sel4rpc_child_t *child, size_t thing, uint64_t *cookie)
{
    return thing < MEMORY_COUNT
               ? memory[thing].take(child, cookie)
               : devices[thing - MEMORY_COUNT].take(&child->rpc, sel4rpc_child_take_slot(child), cookie);
}

static void expect(sel4rpc_child_t *child, const char *what, int error)
{
    if (error != 0) {
        child_expect(child, what, 0, error);
    }
}

static void take_all_but(sel4rpc_child_t *child, size_t omitted)
{
    for (size_t i = 0; i < THING_COUNT; i++) {
        uint64_t cookie;
        if (i != omitted) {
            expect(child, name_of(i), take(child, i, &cookie));
        }
    }
}

static void play_asker(sel4rpc_child_t *child)
{
    size_t number = strtoul(child->name + strlen("ask-"), NULL, 10);
    uint64_t cookie;

    take_all_but(child, number);
    sel4rpc_child_tell_ready(child);
    (void)take(child, number % THING_COUNT, &cookie);
    sel4rpc_child_finish(child);
}

static void play_heir(sel4rpc_child_t *child)
{
    take_all_but(child, THING_COUNT);
}

static void play_hostile(sel4rpc_child_t *child)
{
    struct hostile hostile = hostile_new(SEED, SEL4RPC_MSG_MAGIC);
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);

    hostile.capability = child->rpc.server_ep;
    for (unsigned i = 0; i < MESSAGES; i++) {
        (void)seL4_CNode_Delete(slot.root, slot.index, (seL4_Uint8)slot.depth);
        seL4_SetCapReceivePath(slot.root, slot.index, slot.depth);
        seL4_MessageInfo_t info = hostile_fill(&hostile);
        if (i % 16 == 0) {
            seL4_Send(child->rpc.server_ep, info);
        } else {
            hostile_take(&hostile, seL4_Call(child->rpc.server_ep, info));
        }
    }
    child->failures += hostile.strange != 0 || hostile.granted == 0 || hostile.refused < MESSAGES / 10;
}

/* Gets a frame, finds it empty, and uses it. */
static void work_with_memory(sel4rpc_child_t *child, sel4rpc_slot_t slot, uint32_t round)
{
    volatile uint32_t *words = (volatile uint32_t *)WORK_VADDR;
    seL4_CPtr first_slot = child->next_slot;
    struct child_mapping mapping;
    sel4rpc_memory_t frame;

    expect(child, "a frame",
           sel4rpc_alloc_memory(&child->rpc, seL4_ARCH_4KPage, seL4_PageBits, slot, &frame));
    expect(child, "its mapping", child_map(child, slot.index, WORK_VADDR, true, &mapping));
    if (child->failures != 0) {
        sel4rpc_child_finish(child);
    }
    for (unsigned i = 0; i < 1024; i++) {
        child->failures += words[i] != 0;
        words[i] = round + i;
    }
    for (unsigned i = 0; i < 1024; i++) {
        child->failures += words[i] != round + i;
    }
    child_unmap(&mapping);
    child->next_slot = first_slot; /* the slots are empty again */
    expect(child, "its end", sel4rpc_free_memory(&child->rpc, &frame));
}

static void work_with_devices(sel4rpc_child_t *child)
{
    seL4_CPtr first_slot = child->next_slot;

    for (size_t i = 2; i < THING_COUNT; i++) {
        uint64_t cookie;
        expect(child, name_of(i), take(child, i, &cookie));
        expect(child, "its release", sel4rpc_release(&child->rpc, cookie));
    }
    child->next_slot = first_slot; /* the slots are empty again */
}

static void play_victim(sel4rpc_child_t *child)
{
    volatile uint32_t *kept = (volatile uint32_t *)KEPT_VADDR;
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);
    struct child_mapping mapping;
    sel4rpc_memory_t frame;
    AccountMessage before = {0}, now = {0};

    expect(child, "a frame to keep",
           sel4rpc_alloc_memory(&child->rpc, seL4_ARCH_4KPage, seL4_PageBits, slot, &frame));
    expect(child, "its mapping", child_map(child, slot.index, KEPT_VADDR, true, &mapping));
    if (child->failures != 0) {
        return;
    }
    slot = sel4rpc_child_take_slot(child);
    expect(child, "its account", sel4rpc_get_account(&child->rpc, &before));
    *kept = 0xcafe;
    sel4rpc_child_tell_ready(child);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        work_with_memory(child, slot, round);
        work_with_devices(child);
        child->failures += *kept != 0xcafe;
    }
    expect(child, "its account", sel4rpc_get_account(&child->rpc, &now));
    child->failures += memcmp(&before, &now, sizeof(now)) != 0;
}

/* Maps a frame, finds it empty, and writes to it. */
static void use_frame(sel4rpc_child_t *child, seL4_CPtr frame, bool writes)
{
    volatile seL4_Word *words = (volatile seL4_Word *)WORK_VADDR;
    struct child_mapping mapping;

    expect(child, "its mapping", child_map(child, frame, WORK_VADDR, true, &mapping));
    if (child->failures != 0) {
        sel4rpc_child_finish(child);
    }
    for (size_t i = 0; i < ((size_t)1 << seL4_PageBits) / sizeof(*words); i++) {
        child->failures += words[i] != 0;
        words[i] = writes ? (seL4_Word)-1 : 0;
    }
    child_unmap(&mapping);
}

static void play_writer(sel4rpc_child_t *child)
{
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);
    seL4_CPtr first = child->next_slot;
    sel4rpc_memory_t untyped;

    child->next_slot += WRITTEN_FRAMES;
    expect(child, "an untyped",
           sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, WRITTEN_BITS, slot, &untyped));
    expect(child, "its frames",
           (int)seL4_Untyped_Retype(slot.index, seL4_ARCH_4KPage, seL4_PageBits, slot.root, 0, 0, first,
                                    WRITTEN_FRAMES));
    for (unsigned i = 0; child->failures == 0 && i < WRITTEN_FRAMES; i++) {
        seL4_CPtr next_slot = child->next_slot;
        use_frame(child, first + i, strcmp(child->name, "reader") != 0);
        child->next_slot = next_slot; /* the slots are empty again */
    }
    if (strcmp(child->name, "keeper") != 0) {
        expect(child, "its end", sel4rpc_free_memory(&child->rpc, &untyped));
    }
}

static const struct {
    const char *name;
    void (*play)(sel4rpc_child_t *child);
} plays[] = {{"heir", play_heir},     {"hostile", play_hostile}, {"victim", play_victim},
             {"writer", play_writer}, {"keeper", play_writer},   {"reader", play_writer}};

int main(int argc, char *argv[])
{
    sel4rpc_child_t child;

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < sizeof(plays) / sizeof(plays[0]); i++) {
        if (strcmp(plays[i].name, child.name) == 0) {
            plays[i].play(&child);
            sel4rpc_child_finish(&child);
        }
    }
    play_asker(&child);
    return EXIT_FAILURE;
}
