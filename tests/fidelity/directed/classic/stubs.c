/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * libsel4's functions that a kernel without MCS has, or has with other arguments.
 */
#include "directed/stubs.h"

#define SELF seL4_CapInitThreadTCB
#define VSPACE seL4_CapInitThreadVSpace

static void threads(void)
{
    seL4_CPtr tcb = object(seL4_TCBObject, 0), cnode = object(seL4_CapTableObject, 4);
    seL4_CPtr frame = object(FRAME_OBJECT, 0), empty = slots(1);

    stub("stub.tcb.set-space", seL4_TCB_SetSpace(tcb, 9, cnode, guard_data(1, 3), VSPACE, 0));
    stub("stub.tcb.set-space.error",
         seL4_TCB_SetSpace(tcb, 9, cnode, guard_data(0, seL4_WordBits - 1), VSPACE, 0));
    stub("stub.tcb.configure", seL4_TCB_Configure(tcb, 9, cnode, 0, VSPACE, 0, 0x10000, frame));
    stub("stub.tcb.configure.error", seL4_TCB_Configure(tcb, 9, cnode, 0, VSPACE, 0, 0x10001, frame));
    stub("stub.tcb.set-sched-params", seL4_TCB_SetSchedParams(tcb, SELF, 100, 50));
    stub("stub.tcb.set-sched-params.error", seL4_TCB_SetSchedParams(tcb, tcb, 1, 101));
    stub("stub.cnode.save-caller", seL4_CNode_SaveCaller(CNODE, empty, DEPTH));
    stub("stub.cnode.save-caller.error", seL4_CNode_SaveCaller(CNODE, tcb, DEPTH));
}

const struct group scheduling_stub_groups[] = {
    {"stubs.threads-without-mcs", threads},
    {0},
};
