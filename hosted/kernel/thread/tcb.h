/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * TCBs for the table of types.
 */
#pragma once

#include "kernel/capability/invoke.h"

struct slot *tcb_slot_at(struct object *object, abi_word index);

/* The TCB lost its last capability. */
void tcb_destroy(struct kernel *kernel, struct object *object);

abi_word tcb_configure(struct invocation *invocation);
abi_word tcb_set_space(struct invocation *invocation);
abi_word tcb_set_ipc_buffer(struct invocation *invocation);
abi_word tcb_set_priority(struct invocation *invocation);
abi_word tcb_set_mcpriority(struct invocation *invocation);
abi_word tcb_set_sched_params(struct invocation *invocation);
abi_word tcb_suspend(struct invocation *invocation);
abi_word tcb_resume(struct invocation *invocation);
abi_word tcb_bind_notification(struct invocation *invocation);
abi_word tcb_unbind_notification(struct invocation *invocation);
abi_word tcb_set_image(struct invocation *invocation);
