/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of TCBs.
 */
#ifndef HOSTED_KERNEL_TCB_H
#define HOSTED_KERNEL_TCB_H

#include "kernel/capability/invoke.h"

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

#endif
