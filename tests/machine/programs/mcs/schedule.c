/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads and replies of a kernel with MCS. The root task makes reply objects for itself and for its
 * children, which share its CSpace.
 */
#include "raw.h"

static abi_word reply;

const abi_word raw_wait = ABI_SYS_WAIT;

void raw_make_reply(struct raw_child *child)
{
    child->reply = raw_new_object(ABI_OBJECT_REPLY, 0);
}

void raw_use_reply(abi_word slot)
{
    reply = slot;
}

void raw_configure(abi_word tcb, abi_word vspace, abi_word fault_endpoint)
{
    abi_word context = raw_new_object(ABI_OBJECT_SCHED_CONTEXT, ABI_MIN_SCHED_CONTEXT_BITS);

    raw_check("configure",
              RAW_INVOKE(tcb, ABI_TCB_SET_SPACE, RAW_CAPS(fault_endpoint, ABI_ROOT_CNODE, vspace), 0, 0));
    raw_check("configure context", RAW_INVOKE(ABI_ROOT_SCHED_CONTROL, ABI_SCHED_CONTROL_CONFIGURE_FLAGS,
                                              RAW_CAPS(context), 5000, 5000, 0, 0, 0));
    (void)raw_call(context, ABI_SCHED_CONTEXT_BIND, 0, NULL, RAW_CAPS(tcb)); /* unless it has one */
}

abi_word raw_receive(abi_word capability)
{
    if (reply == 0) {
        reply = raw_new_object(ABI_OBJECT_REPLY, 0);
    }
    raw_message = (struct abi_message){.what = ABI_SYS_RECV, .capability = capability, .reply = reply};
    hosted_enter(&raw_message);
    return ABI_INFO_LABEL(raw_message.info);
}

abi_word raw_reply_with(abi_word info, abi_word word)
{
    return raw_enter(ABI_SYS_SEND, reply, info, word);
}

/* The capability to the reply object moves, and the next receive takes another one. */
void raw_save_caller(abi_word slot)
{
    raw_check("save", RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_MOVE, RAW_CAPS(ABI_ROOT_CNODE), slot,
                                 ABI_WORD_BITS, reply, ABI_WORD_BITS));
    reply = 0;
}
