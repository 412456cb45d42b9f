/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of TCBs that a kernel with MCS has with other arguments.
 */
#include "schedule_types.h"

abi_word tcb_configure(struct invocation *invocation)
{
    struct kernel_thread *thread = tcb_target(invocation);
    struct slot_change changes[3];
    abi_word error = tcb_decode_buffer(invocation, invocation->caps[2], invocation->mr[3], &changes[2]);

    if (error == ABI_NO_ERROR) {
        error = tcb_decode_space(invocation, invocation->caps, &invocation->mr[1], changes);
    }
    if (error == ABI_NO_ERROR) {
        thread->schedule.fault_handler = invocation->mr[0];
        slot_replace(invocation->kernel, &thread->container.object, changes, 3);
    }
    return error;
}

abi_word tcb_set_space(struct invocation *invocation)
{
    struct kernel_thread *thread = tcb_target(invocation);
    struct slot_change changes[2];
    abi_word error = tcb_decode_space(invocation, invocation->caps, &invocation->mr[1], changes);

    if (error == ABI_NO_ERROR) {
        thread->schedule.fault_handler = invocation->mr[0];
        slot_replace(invocation->kernel, &thread->container.object, changes, 2);
    }
    return error;
}

abi_word tcb_set_sched_params(struct invocation *invocation)
{
    abi_word error = tcb_check_priorities(invocation);

    if (error == ABI_NO_ERROR) {
        tcb_set_priorities(invocation);
    }
    return error;
}
