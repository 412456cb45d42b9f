/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child that asks through the library: frames from its own allocator, and whether memory is zero.
 */
#include "../../examples/common/child.h"
#include "ask.h"

#include <sel4rpc/vka.h>
#include <sel4utils/process.h>
#include <string.h>
#include <vspace/page.h>

#define RECORDS 256
#define SLOTS 2048
#define VADDR ((uintptr_t)0x50000000) /* where frames are mapped */

/* The allocator starts empty, so its requests to the parent count too. It is given the frames' slots. */
void measure_own_frames(sel4rpc_child_t *child, sel4rpc_slot_t first, struct samples *samples)
{
    static sel4rpc_vka_record_t records[RECORDS];
    static seL4_Word map[SEL4RPC_SLOT_WORDS(SLOTS)];
    static sel4rpc_slot_range_t range;
    static sel4rpc_vka_t allocator;
    sel4rpc_slots_t slots;
    cspacepath_t path;
    vka_t vka;

    expect(child, "slots",
           sel4rpc_slots_of_range(&range, SEL4UTILS_CNODE_SLOT, seL4_WordBits, child->next_slot, SLOTS, map,
                                  &slots));
    child->next_slot += SLOTS;
    expect(child, "an allocator", sel4rpc_vka_init(&allocator, &child->rpc, &slots, records, RECORDS));
    sel4rpc_vka_make(&allocator, &vka);
    for (seL4_Word i = 0; i < FRAMES; i++) {
        seL4_Word cookie;
        vka_cspace_make_path(&vka, first.index + i, &path);
        uint32_t begin = counter_read();
        int error = vka_utspace_alloc(&vka, &path, seL4_ARCH_4KPage, seL4_PageBits, &cookie);
        samples_add(samples, counter_read() - begin);
        expect(child, "a frame", error);
    }
}

static unsigned zero_frames, zero_again;
static uint64_t first_address, last_address;

/* Maps the frame; the first time with page tables, which then stay. */
static int map(sel4rpc_child_t *child, seL4_CPtr frame)
{
    static struct child_mapping mapping;

    return mapping.frame == seL4_CapNull
               ? child_map(child, frame, VADDR, true, &mapping)
               : (int)seL4_ARCH_Page_Map(frame, SEL4UTILS_PD_SLOT, VADDR, seL4_ReadWrite,
                                         seL4_ARCH_Default_VMAttributes);
}

static bool is_zero(void)
{
    const volatile seL4_Word *words = (const volatile seL4_Word *)VADDR;
    seL4_Word found = 0;

    for (size_t i = 0; i < ((size_t)1 << seL4_PageBits) / sizeof(words[0]); i++) {
        found |= words[i];
    }
    return found == 0;
}

void check_frame(sel4rpc_child_t *child, seL4_CPtr frame, uint64_t address)
{
    int error = map(child, frame);

    expect(child, "mapping a frame", error);
    if (error == 0) {
        bool zero = is_zero();
        expect(child, "not a byte of the last holder", !zero);
        zero_frames += zero;
        zero_again += zero && address == last_address;
        memset((void *)VADDR, 0xa5, (size_t)1 << seL4_PageBits);
        last_address = address;
        first_address = first_address != 0 ? first_address : address;
    }
}

void tell_checked_frames(const sel4rpc_child_t *child)
{
    seL4_SetMR(0, zero_frames);
    seL4_SetMR(1, zero_again);
    seL4_SetMR(2, (seL4_Word)first_address);
    seL4_SetMR(3, (seL4_Word)last_address);
    (void)seL4_Call(child->rpc.server_ep, seL4_MessageInfo_new(ZERO_LABEL, 0, 0, 4));
}
