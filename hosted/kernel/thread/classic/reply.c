/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reply capabilities: each is the right to answer one caller once, and in the receiver's TCB until it is
 * moved.
 */
#include "schedule_types.h"

#include "kernel/core/entry.h"
#include "kernel/thread/fault.h"
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

/* Replies with the sender's message, and uses up the reply capability in the slot. */
static void reply_through(struct kernel *kernel, struct kernel_thread *sender, struct slot *slot)
{
    struct kernel_thread *receiver = slot->capability.caller;
    bool grant = (slot->capability.rights & ABI_RIGHT_GRANT) != 0;

    if (receiver->fault.label != ABI_FAULT_NULL) {
        slot_delete(kernel, slot);
        fault_resolve(kernel, receiver, ABI_INFO_LABEL(sender->message.info));
        return;
    }
    ipc_transfer(kernel, sender, NULL, 0, grant, receiver);
    slot_delete(kernel, slot);
    thread_make_ready(kernel, receiver);
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

abi_word reply_invoke(struct invocation *invocation)
{
    reply_through(invocation->kernel, invocation->thread, invocation->slot);
    return ABI_NO_ERROR;
}

abi_word cnode_save_caller(struct invocation *invocation)
{
    struct slot *caller = &invocation->thread->slots[THREAD_SLOT_CALLER];
    struct slot *slot;
    abi_word error =
        invocation_find_empty(invocation, invocation->slot, invocation->mr[0], invocation->mr[1], &slot);

    if (error == ABI_NO_ERROR && !slot_is_empty(caller)) {
        slot_move(slot, caller);
    }
    return error;
}

static void reply(struct kernel *kernel, struct kernel_thread *thread)
{
    struct slot *caller = &thread->slots[THREAD_SLOT_CALLER];

    if (!slot_is_empty(caller)) {
        reply_through(kernel, thread, caller);
    }
}

bool schedule_execute(struct kernel *kernel, struct kernel_thread *thread)
{
    switch (thread->message.what) {
    case ABI_SYS_REPLY:
        reply(kernel, thread);
        thread_return(kernel, thread, 0, 0);
        return true;
    case ABI_SYS_REPLYRECV:
        reply(kernel, thread);
        entry_receive(kernel, thread, true);
        return true;
    default:
        return false;
    }
}
