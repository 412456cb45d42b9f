/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads and replies of a kernel without MCS.
 */
#include "raw.h"

const abi_word raw_wait = ABI_SYS_RECV;

void raw_make_reply(struct raw_child *child)
{
    child->reply = 0;
}

void raw_use_reply(abi_word slot)
{
    (void)slot;
}

void raw_configure(abi_word tcb, abi_word vspace, abi_word fault_endpoint)
{
    raw_check("configure", RAW_INVOKE(tcb, ABI_TCB_CONFIGURE, RAW_CAPS(ABI_ROOT_CNODE, vspace, 0),
                                      fault_endpoint, 0, 0, 0));
}

abi_word raw_receive(abi_word capability)
{
    return raw_enter(ABI_SYS_RECV, capability, 0, 0);
}

abi_word raw_reply_with(abi_word info, abi_word word)
{
    return raw_enter(ABI_SYS_REPLY, 0, info, word);
}

void raw_save_caller(abi_word slot)
{
    raw_check("save", RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_SAVE_CALLER, RAW_NO_CAPS, slot, ABI_WORD_BITS));
}
