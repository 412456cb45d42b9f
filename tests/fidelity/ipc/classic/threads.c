/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The peer's thread, and saved callers, without MCS: a fault handler is a slot of the peer.
 */
#include "ipc/ipc.h"

#define SELF seL4_CapInitThreadTCB

const struct ipc_case *const scheduling_cases[] = {saved_cases, NULL};

void make_scheduling(void)
{
    give(P_FAULT, scene.control, ALL, FAULT_BADGE);
}

seL4_Error configure_peer(seL4_CPtr vspace, seL4_Word buffer_vaddr, seL4_CPtr buffer)
{
    return invoke(scene.tcb, TCBConfigure, WORDS(P_FAULT, 0, 0, buffer_vaddr),
                  WORDS(scene.root, vspace, buffer));
}

seL4_Error schedule_peer(seL4_Word priority)
{
    return invoke(scene.tcb, TCBSetPriority, WORDS(priority), WORDS(SELF));
}

void set_fault_handler(seL4_Word rights, seL4_Word badge)
{
    take(P_FAULT);
    give(P_FAULT, scene.control, rights, badge);
}

seL4_CPtr save_caller(void)
{
    seL4_CPtr saved = slots(1);

    invoke(CNODE, CNodeSaveCaller, WORDS(saved, DEPTH), NOTHING);
    return saved;
}

void renew_reply(void)
{
}
