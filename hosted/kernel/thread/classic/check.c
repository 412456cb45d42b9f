/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's self-check: reply capabilities.
 */
#include "schedule_types.h"

const char *check_reply(const struct kernel *kernel, const struct slot *slot, struct check_sums *sums)
{
    (void)kernel;
    (void)sums;
    const struct kernel_thread *caller = slot->capability.caller;
    if (caller->schedule.reply != slot || caller->state != THREAD_BLOCKED_REPLY) {
        return "a reply capability's caller does not wait for it";
    }
    return slot->first_child == NULL ? NULL : "a reply capability was copied";
}

const char *check_schedule(const struct kernel_thread *thread)
{
    const struct slot *reply = thread->schedule.reply;

    if (reply != NULL && (reply->capability.type != CAPABILITY_REPLY || reply->capability.caller != thread)) {
        return "a thread waits for a reply capability that is gone";
    }
    return NULL;
}
