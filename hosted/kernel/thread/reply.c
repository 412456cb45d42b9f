/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reply capabilities: each is the right to answer one caller once.
 */
#include "kernel/thread/fault.h"
#include "kernel/thread/ipc.h"

void ipc_reply(struct kernel *kernel, struct kernel_thread *sender, struct slot *slot)
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
    slot->capability.caller->reply = slot;
}

void reply_leave(struct kernel *kernel, struct slot *slot)
{
    (void)kernel;
    slot->capability.caller->reply = NULL;
}

abi_word reply_invoke(struct invocation *invocation)
{
    ipc_reply(invocation->kernel, invocation->thread, invocation->slot);
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
