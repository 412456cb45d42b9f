/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Address spaces: what is mapped where.
 */
#include "kernel/memory/vspace.h"

struct slot **vspace_bucket(struct kernel_vspace *vspace, abi_word vaddr, unsigned bits)
{
    return &vspace->mappings[(vaddr >> bits) % VSPACE_BUCKETS];
}

static bool is_mapped(const struct kernel_vspace *vspace, abi_word vaddr, unsigned bits)
{
    const struct slot *slot = vspace->mappings[(vaddr >> bits) % VSPACE_BUCKETS];

    while (slot != NULL && (slot->capability.vaddr != vaddr || slot->capability.bits != bits)) {
        slot = slot->list_next;
    }
    return slot != NULL;
}

bool vspace_is_occupied(const struct kernel_vspace *vspace, abi_word vaddr, unsigned bits)
{
    abi_word large = vaddr & ~(((abi_word)1 << ABI_LARGE_PAGE_BITS) - 1);
    abi_word pages = (abi_word)1 << (bits - ABI_PAGE_BITS);

    if (is_mapped(vspace, large, ABI_LARGE_PAGE_BITS)) {
        return true;
    }
    for (abi_word i = 0; i < pages; i++) {
        if (is_mapped(vspace, vaddr + (i << ABI_PAGE_BITS), ABI_PAGE_BITS)) {
            return true;
        }
    }
    return false;
}

void vspace_add(struct kernel_vspace *vspace, struct slot *slot, abi_word vaddr)
{
    slot->capability.vspace = vspace;
    slot->capability.vaddr = vaddr;
    slot_list_add(vspace_bucket(vspace, vaddr, slot->capability.bits), slot);
}

void vspace_remove(struct slot *slot)
{
    slot_list_remove(slot);
    slot->capability.vspace = NULL;
    slot->capability.vaddr = 0;
    slot->capability.readable = false;
    slot->capability.writable = false;
}

void vspace_destroy(struct kernel *kernel, struct object *object)
{
    struct kernel_vspace *vspace = (struct kernel_vspace *)(void *)object;

    for (unsigned i = 0; i < VSPACE_BUCKETS; i++) {
        while (vspace->mappings[i] != NULL) {
            vspace_remove(vspace->mappings[i]);
        }
    }
    kernel->ops->vspace_destroy(kernel->machine, vspace);
}

bool kernel_vspace_replay(struct kernel *kernel, struct kernel_vspace *vspace)
{
    for (unsigned i = 0; i < VSPACE_BUCKETS; i++) {
        for (struct slot *slot = vspace->mappings[i]; slot != NULL; slot = slot->list_next) {
            const struct capability *frame = &slot->capability;
            if (frame->readable && !kernel->ops->frame_map(kernel->machine, vspace, capability_frame(frame),
                                                           frame->vaddr, frame->writable)) {
                return false;
            }
        }
    }
    return true;
}
