/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the machine asks about threads, frames and address spaces; names and numbers for traces and tests.
 */
#include "arch.h"
#include "kernel/memory/vspace.h"
#include "kernel/thread/thread.h"

struct abi_message *kernel_message(struct kernel_thread *thread)
{
    return &thread->message;
}

bool kernel_is_running(const struct kernel_thread *thread)
{
    return thread->state == THREAD_RUNNING;
}

bool kernel_is_stuck(const struct kernel_thread *thread)
{
    return thread->state == THREAD_INACTIVE && thread->is_stuck;
}

void **kernel_thread_host(struct kernel_thread *thread)
{
    return &thread->host;
}

unsigned kernel_thread_priority(const struct kernel_thread *thread)
{
    return thread->priority;
}

struct kernel_vspace *kernel_thread_vspace(struct kernel_thread *thread)
{
    const struct capability *root = &thread->slots[THREAD_SLOT_VSPACE].capability;

    return root->type == CAPABILITY_VSPACE && level_of(root->object) == ABI_TABLE_LEVELS - 1 ? root->vspace
                                                                                             : NULL;
}

abi_word kernel_thread_paddr(const struct kernel_thread *thread)
{
    return thread->object.paddr;
}

void **kernel_frame_host(struct kernel_frame *frame)
{
    return &frame->host;
}

abi_word kernel_frame_paddr(const struct kernel_frame *frame)
{
    return frame->object.paddr;
}

unsigned kernel_frame_bits(const struct kernel_frame *frame)
{
    return frame->object.size_bits;
}

bool kernel_frame_has_registers(const struct kernel_frame *frame)
{
    return arch_register_bytes(frame) > 0;
}

void **kernel_vspace_host(struct kernel_vspace *vspace)
{
    return &vspace->host;
}

void kernel_get_census(const struct kernel *kernel, struct kernel_census *census)
{
    *census = kernel->census;
}

const char *kernel_cap_name(struct kernel *kernel, struct kernel_thread *thread, abi_word cptr,
                            abi_word *paddr)
{
    struct lookup_failure failure;
    const struct slot *slot = thread_lookup(thread, cptr, &failure);

    (void)kernel;
    *paddr = 0;
    if (slot == NULL) {
        return "nothing";
    }
    const struct capability *capability = &slot->capability;
    if (capability_counts(capability)) {
        *paddr = capability->object->paddr;
    } else if (capability->type == CAPABILITY_UNTYPED) {
        *paddr = capability->paddr;
    }
    return type_of(capability)->name;
}

abi_word kernel_cap_rights(const struct kernel_thread *thread, abi_word cptr)
{
    struct lookup_failure failure;
    const struct slot *slot = thread_lookup(thread, cptr, &failure);

    return slot != NULL ? slot->capability.rights : 0;
}
