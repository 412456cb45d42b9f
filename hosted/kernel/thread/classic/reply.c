/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reply capabilities: each is the right to answer one caller once, and in the receiver's TCB until it is
 * moved. Fault handlers have addresses.
 */
#include "kernel/check/check.h"
#include "kernel/core/entry.h"
#include "kernel/thread/ipc.h"

bool reply_prepare(struct kernel *kernel, struct kernel_thread *receiver)
{
    slot_delete(kernel, &receiver->slots[THREAD_SLOT_CALLER]);
    return true;
}

bool reply_await(struct kernel *kernel, struct kernel_thread *sender, struct kernel_thread *receiver,
                 bool grant)
{
    const struct capability reply = {
        .type = CAPABILITY_REPLY,
        .rights = (uint8_t)(grant ? ABI_RIGHT_GRANT : 0),
        .caller = sender,
    };

    sender->state = THREAD_BLOCKED_REPLY;
    sender->schedule.reply = &receiver->slots[THREAD_SLOT_CALLER];
    slot_insert(kernel, sender->schedule.reply, &reply, &kernel->tree);
    return true;
}

void reply_cancel(struct kernel *kernel, struct kernel_thread *thread)
{
    if (thread->schedule.reply != NULL) {
        slot_release(kernel, thread->schedule.reply);
    }
}

void reply_move(struct slot *slot)
{
    slot->capability.caller->schedule.reply = slot;
}

void reply_leave(struct kernel *kernel, struct slot *slot)
{
    (void)kernel;
    slot->capability.caller->schedule.reply = NULL;
}

/* Replies with the sender's message, and uses up the reply capability in the slot. */
static void reply_through(struct kernel *kernel, struct kernel_thread *sender, struct slot *slot)
{
    bool grant = (slot->capability.rights & ABI_RIGHT_GRANT) != 0;

    if (!slot_is_empty(slot)) {
        reply_deliver(kernel, sender, slot->capability.caller, grant);
        slot_delete(kernel, slot);
    }
}

bool reply_invoke(struct invocation *invocation)
{
    reply_through(invocation->kernel, invocation->thread, invocation->slot);
    return true;
}

bool cnode_save_caller(struct invocation *invocation)
{
    struct slot *caller = &invocation->thread->slots[THREAD_SLOT_CALLER];
    struct slot *slot = invocation_find_empty(invocation, invocation->slot, 0);

    if (slot != NULL && !slot_is_empty(caller)) {
        slot_move(slot, caller);
    }
    return slot != NULL;
}

bool schedule_execute(struct kernel *kernel, struct kernel_thread *thread)
{
    abi_word what = thread->message.what;

    if (what != ABI_SYS_REPLY && what != ABI_SYS_REPLYRECV) {
        return false;
    }
    reply_through(kernel, thread, &thread->slots[THREAD_SLOT_CALLER]);
    if (what == ABI_SYS_REPLY) {
        thread_return(kernel, thread, 0, 0);
    } else {
        entry_receive(kernel, thread, true);
    }
    return true;
}

const struct capability *fault_handler(const struct kernel_thread *thread)
{
    struct lookup_failure failure;
    const struct slot *slot = thread_lookup(thread, thread->schedule.fault_handler, &failure);

    return slot != NULL ? &slot->capability : NULL;
}

const char *check_reply(const struct slot *slot, struct check_sums *sums)
{
    const struct kernel_thread *caller = slot->capability.caller;

    (void)sums;
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
