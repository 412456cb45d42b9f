/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of frames.
 */
#include "kernel/memory/vspace.h"

abi_word frame_derive(const struct slot *slot, struct capability *copy)
{
    (void)slot;
    copy->asid = 0;
    copy->vaddr = 0;
    return ABI_NO_ERROR;
}

void frame_leave(struct kernel *kernel, struct slot *slot)
{
    struct capability *frame = &slot->capability;
    struct kernel_vspace *vspace;
    struct entry *entry = vspace_find_mapped(kernel, frame, level_covering(frame->bits), &vspace);

    if (entry != NULL) {
        vspace_clear(kernel, vspace, entry, level_covering(frame->bits), frame->vaddr);
    }
    frame->asid = 0;
    frame->vaddr = 0;
}

void frame_die(struct kernel *kernel, struct object *object)
{
    kernel->ops->frame_destroy(kernel->machine, (struct kernel_frame *)(void *)object);
}

/* Tells the machine what an entry is to hold from now on. If it refuses, it has been told nothing. */
static bool change(struct invocation *invocation, struct kernel_vspace *vspace, const struct entry *old,
                   const struct entry *new)
{
    struct kernel *kernel = invocation->kernel;
    abi_word vaddr = invocation->mr[0];
    bool hides = old->object != NULL && old->readable && (old->object != new->object || !new->readable);

    if (hides) {
        kernel->ops->frame_unmap(kernel->machine, vspace, old->frame, vaddr);
    }
    if (!new->readable || kernel->ops->frame_map(kernel->machine, vspace, new->frame, vaddr, new->writable)) {
        return true;
    }
    if (hides) {
        (void)kernel->ops->frame_map(kernel->machine, vspace, old->frame, vaddr, old->writable);
    }
    return false;
}

bool page_map(struct invocation *invocation)
{
    struct capability *frame = &invocation->slot->capability;
    abi_word rights = invocation->mr[1] & frame->rights;
    struct entry new = {
        .object = frame->object,
        .readable = (rights & ABI_RIGHT_READ) != 0,
        .writable = (rights & ABI_RIGHT_WRITE) != 0,
    };
    struct kernel_vspace *vspace = NULL;
    struct entry *entry = NULL;

    if (!page_decode(invocation, &vspace, &entry)) {
        return false;
    }
    if (!change(invocation, vspace, entry, &new)) {
        return refuse(invocation, ABI_NOT_ENOUGH_MEMORY);
    }
    *entry = new;
    frame->asid = invocation->caps[0]->capability.asid;
    frame->vaddr = invocation->mr[0];
    return true;
}

bool page_unmap(struct invocation *invocation)
{
    frame_leave(invocation->kernel, invocation->slot);
    return true;
}

bool page_get_address(struct invocation *invocation)
{
    return invocation_end(invocation, ABI_NO_ERROR, invocation->slot->capability.object->paddr);
}
