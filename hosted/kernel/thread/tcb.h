/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * TCBs for the table of types.
 */
#pragma once

#include "kernel/capability/invoke.h"
#include "kernel/thread/thread.h"

struct slot *tcb_slot_at(struct object *object, abi_word index);

/* The TCB lost its last capability. */
void tcb_destroy(struct kernel *kernel, struct object *object);

static inline struct kernel_thread *tcb_target(const struct invocation *invocation)
{
    return capability_thread(&invocation->slot->capability);
}

/* What methods with and without MCS share. They prepare to replace CSpace and VSpace; to replace the IPC
 * buffer, where address 0 means none and needs no frame. */
abi_word tcb_decode_space(struct invocation *invocation, struct slot *const roots[2], const abi_word data[2],
                          struct slot_change changes[2]);
abi_word tcb_decode_buffer(struct invocation *invocation, struct slot *source, abi_word address,
                           struct slot_change *change);
/* A priority must not exceed the maximum of the thread in the first extra capability; nor must the two in
 * message registers 0 and 1, which are then set. */
abi_word tcb_check_priority(struct invocation *invocation, abi_word priority);
abi_word tcb_check_priorities(struct invocation *invocation);
void tcb_set_priorities(const struct invocation *invocation);

abi_word tcb_set_ipc_buffer(struct invocation *invocation);
abi_word tcb_set_priority(struct invocation *invocation);
abi_word tcb_set_mcpriority(struct invocation *invocation);
abi_word tcb_suspend(struct invocation *invocation);
abi_word tcb_resume(struct invocation *invocation);
abi_word tcb_bind_notification(struct invocation *invocation);
abi_word tcb_unbind_notification(struct invocation *invocation);
abi_word tcb_set_image(struct invocation *invocation);
