/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of frames, paging structures and address space identifiers.
 */
#include "kernel/memory/frame.h"

#include "kernel/memory/vspace.h"

abi_word frame_derive(const struct slot *slot, struct capability *copy)
{
    (void)slot;
    copy->vspace = NULL;
    copy->vaddr = 0;
    copy->readable = false;
    copy->writable = false;
    return ABI_NO_ERROR;
}

abi_word page_table_derive(const struct slot *slot, struct capability *copy)
{
    (void)slot;
    return copy->mapped ? ABI_NO_ERROR : ABI_ILLEGAL_OPERATION;
}

/* A mapping without the read right gives no access: it occupies its addresses, but the machine does not know
 * it. */
static void hide(struct kernel *kernel, const struct capability *frame)
{
    if (frame->readable) {
        kernel->ops->frame_unmap(kernel->machine, frame->vspace, capability_frame(frame), frame->vaddr);
    }
}

void frame_unmap(struct kernel *kernel, struct slot *slot)
{
    const struct capability frame = slot->capability;

    if (frame.vspace != NULL) {
        vspace_remove(slot);
        hide(kernel, &frame);
    }
}

void frame_destroy(struct kernel *kernel, struct object *object)
{
    kernel->ops->frame_destroy(kernel->machine, (struct kernel_frame *)(void *)object);
}

static abi_word check_place(struct invocation *invocation, const struct capability *frame,
                            const struct kernel_vspace *vspace, abi_word vaddr)
{
    abi_word size = (abi_word)1 << frame->bits;

    if (frame->vspace != NULL) {
        if (frame->vspace != vspace) {
            return refuse_capability(invocation, 1);
        }
        return frame->vaddr == vaddr ? ABI_NO_ERROR : refuse_argument(invocation, 0);
    }
    if (vaddr > ABI_USER_TOP - size) {
        return refuse_argument(invocation, 0);
    }
    if ((vaddr & (size - 1)) != 0) {
        return ABI_ALIGNMENT_ERROR;
    }
    return vspace_is_occupied(vspace, vaddr, frame->bits) ? ABI_DELETE_FIRST : ABI_NO_ERROR;
}

abi_word page_map(struct invocation *invocation)
{
    struct kernel *kernel = invocation->kernel;
    struct capability *frame = &invocation->slot->capability;
    const struct capability *root = &invocation->caps[0]->capability;
    abi_word vaddr = invocation->mr[0];
    abi_word rights = invocation->mr[1] & frame->rights;
    bool readable = (rights & ABI_RIGHT_READ) != 0;
    bool writable = (rights & ABI_RIGHT_WRITE) != 0;
    abi_word error;

    if (root->type != CAPABILITY_VSPACE) {
        return refuse_capability(invocation, 1);
    }
    error = check_place(invocation, frame, capability_vspace(root), vaddr);
    if (error != ABI_NO_ERROR) {
        return error;
    }
    if (!readable) {
        hide(kernel, frame);
    } else if (!kernel->ops->frame_map(kernel->machine, capability_vspace(root), capability_frame(frame),
                                       vaddr, writable)) {
        return ABI_NOT_ENOUGH_MEMORY;
    }
    if (frame->vspace == NULL) {
        vspace_add(capability_vspace(root), invocation->slot, vaddr);
    }
    frame->readable = readable;
    frame->writable = writable;
    return ABI_NO_ERROR;
}

abi_word page_unmap(struct invocation *invocation)
{
    frame_unmap(invocation->kernel, invocation->slot);
    return ABI_NO_ERROR;
}

abi_word page_get_address(struct invocation *invocation)
{
    invocation->result[0] = invocation->slot->capability.object->paddr;
    invocation->result_length = 1;
    return ABI_NO_ERROR;
}

abi_word page_table_map(struct invocation *invocation)
{
    struct capability *table = &invocation->slot->capability;

    if (table->mapped) {
        return refuse_capability(invocation, 0);
    }
    if (invocation->caps[0]->capability.type != CAPABILITY_VSPACE) {
        return refuse_capability(invocation, 1);
    }
    if (invocation->mr[0] >= ABI_USER_TOP) {
        return refuse_argument(invocation, 0);
    }
    table->mapped = true;
    return ABI_NO_ERROR;
}

abi_word page_table_unmap(struct invocation *invocation)
{
    struct capability *table = &invocation->slot->capability;

    if (table->object->references > 1) {
        return ABI_REVOKE_FIRST;
    }
    table->mapped = false;
    return ABI_NO_ERROR;
}

abi_word asid_pool_assign(struct invocation *invocation)
{
    bool valid = invocation->caps[0]->capability.type == CAPABILITY_VSPACE;

    return valid ? ABI_NO_ERROR : refuse_capability(invocation, 1);
}
