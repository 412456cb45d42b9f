/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The peer's thread, and saved callers, with MCS: a fault handler is a capability of the program's, and each
 * side has a reply object.
 */
#include "ipc/ipc.h"

#define SELF seL4_CapInitThreadTCB

const struct ipc_case *const scheduling_cases[] = {object_cases, context_cases, passive_cases, missing_cases,
                                                   NULL};

seL4_Error give_time(seL4_CPtr context)
{
    return seL4_SchedControl_ConfigureFlags(SLOT_SCHED_CONTROL, context, ENOUGH, ENOUGH, 0, 0, 0);
}

void make_scheduling(void)
{
    scene.peers_reply = object(seL4_ReplyObject, 0);
    scene.context = object(seL4_SchedContextObject, seL4_MinSchedContextBits);
    renew_reply(); /* unless there is one */
    invoke(scene.cnode, CNodeCopy, WORDS(SLOT_REPLY, PEER_BITS, scene.peers_reply, DEPTH, ALL), WORDS(CNODE));
}

void set_fault_handler(seL4_Word rights, seL4_Word badge)
{
    seL4_CPtr handler = mint(scene.control, rights, badge);

    invoke(scene.tcb, TCBSetSpace, WORDS(0, 0), WORDS(handler, scene.root, scene.vspace));
}

seL4_Error configure_peer(seL4_CPtr vspace, seL4_Word buffer_vaddr, seL4_CPtr buffer)
{
    seL4_Error error =
        invoke(scene.tcb, TCBConfigure, WORDS(0, 0, buffer_vaddr), WORDS(scene.root, vspace, buffer));

    scene.vspace = vspace;
    set_fault_handler(ALL, FAULT_BADGE);
    return error;
}

seL4_Error schedule_peer(seL4_Word priority)
{
    seL4_Error error = give_time(scene.context);

    error = error ? error : invoke(scene.tcb, TCBSetPriority, WORDS(priority), WORDS(SELF));
    return error ? error : invoke(scene.context, SchedContextBind, NOTHING, WORDS(scene.tcb));
}

seL4_CPtr save_caller(void)
{
    return SLOT_REPLY;
}

void renew_reply(void)
{
    invoke(SLOT_POOL, UntypedRetype, WORDS(seL4_ReplyObject, 0, 0, 0, SLOT_REPLY, 1), WORDS(CNODE));
}
