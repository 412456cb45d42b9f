/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * libsel4's own functions, which put the same messages together.
 */
#include "directed/stubs.h"

#define SELF seL4_CapInitThreadTCB

/* How many message registers an error brings. The functions keep only the label. */
static unsigned detail_count(seL4_Error error)
{
    static const unsigned char counts[seL4_NumErrors] = {
        [seL4_InvalidArgument] = 1,
        [seL4_InvalidCapability] = 1,
        [seL4_RangeError] = 2,
        [seL4_NotEnoughMemory] = 1,
    };
    static const unsigned char lookup_counts[] = {[seL4_InvalidRoot] = 2,
                                                  [seL4_MissingCapability] = 3,
                                                  [seL4_DepthMismatch] = 4,
                                                  [seL4_GuardMismatch] = 5};

    if (error == seL4_FailedLookup && seL4_GetMR(1) <= seL4_GuardMismatch) {
        return lookup_counts[seL4_GetMR(1)];
    }
    return error < seL4_NumErrors ? counts[error] : 0;
}

void stub(const char *key, seL4_Error error)
{
    line_begin(key);
    line_add_word((seL4_Word)error);
    for (unsigned i = 0; i < detail_count(error); i++) {
        line_add_word(seL4_GetMR((int)i));
    }
    line_end();
}

static void cnodes(void)
{
    seL4_CPtr endpoint = object(seL4_EndpointObject, 0), cnode = object(seL4_CapTableObject, 4);
    seL4_CPtr tcb = object(seL4_TCBObject, 0), to = slots(4);

    stub("stub.cnode.copy", seL4_CNode_Copy(cnode, 3, 4, CNODE, endpoint, DEPTH, seL4_AllRights));
    stub("stub.cnode.copy.error", seL4_CNode_Copy(cnode, 3, 5, CNODE, endpoint, DEPTH, seL4_AllRights));
    stub("stub.cnode.copy.empty", seL4_CNode_Copy(cnode, 4, 4, CNODE, to, DEPTH, seL4_AllRights));
    stub("stub.cnode.copy.root", seL4_CNode_Copy(cnode, 4, 4, endpoint, to, DEPTH, seL4_AllRights));
    stub("stub.cnode.mint", seL4_CNode_Mint(CNODE, to, DEPTH, cnode, 3, 4, seL4_CanWrite, 5));
    stub("stub.cnode.mint.error", seL4_CNode_Mint(CNODE, to + 1, DEPTH, CNODE, to, DEPTH, seL4_AllRights, 6));
    stub("stub.cnode.move", seL4_CNode_Move(CNODE, to + 1, DEPTH, CNODE, to, DEPTH));
    stub("stub.cnode.move.error", seL4_CNode_Move(CNODE, to, 0, CNODE, to + 1, DEPTH));
    stub("stub.cnode.mutate", seL4_CNode_Mutate(CNODE, to, DEPTH, CNODE, cnode, DEPTH, guard_data(5, 3)));
    stub("stub.cnode.mutate.error", seL4_CNode_Mutate(CNODE, to + 2, DEPTH, CNODE, to + 1, DEPTH, 5));
    stub("stub.cnode.mutated", seL4_CNode_Delete(to, 4 << 4, 7));
    stub("stub.cnode.rotate",
         seL4_CNode_Rotate(CNODE, to + 2, DEPTH, 0, CNODE, to, DEPTH, 0, CNODE, tcb, DEPTH));
    tell("stub.cnode.rotated", WORDS(seL4_DebugCapIdentify(to), seL4_DebugCapIdentify(to + 2)));
    stub("stub.cnode.rotate.error",
         seL4_CNode_Rotate(CNODE, to + 3, DEPTH, 0, CNODE, to, 3, 0, CNODE, to + 2, DEPTH));
    stub("stub.cnode.cancel-badged-sends", seL4_CNode_CancelBadgedSends(CNODE, endpoint, DEPTH));
    stub("stub.cnode.cancel-badged-sends.error", seL4_CNode_CancelBadgedSends(CNODE, to, DEPTH));
    stub("stub.cnode.revoke", seL4_CNode_Revoke(CNODE, endpoint, DEPTH));
    stub("stub.cnode.revoke.error", seL4_CNode_Revoke(CNODE, endpoint, 0));
    stub("stub.cnode.delete", seL4_CNode_Delete(CNODE, endpoint, DEPTH));
    stub("stub.cnode.delete.error", seL4_CNode_Delete(CNODE, endpoint, 2));
}

static void untypeds(void)
{
    seL4_CPtr untyped = object(seL4_UntypedObject, 12), cnode = object(seL4_CapTableObject, 4), to = slots(1);

    invoke(CNODE, CNodeCopy, WORDS(to, DEPTH, cnode, DEPTH, ALL), WORDS(CNODE));
    stub("stub.untyped.retype", seL4_Untyped_Retype(untyped, seL4_EndpointObject, 0, CNODE, to, DEPTH, 3, 2));
    stub("stub.untyped.retyped", seL4_CNode_Delete(cnode, 4, 4));
    stub("stub.untyped.retype.range",
         seL4_Untyped_Retype(untyped, seL4_EndpointObject, 0, CNODE, to, DEPTH, 15, 2));
    stub("stub.untyped.retype.memory",
         seL4_Untyped_Retype(untyped, seL4_UntypedObject, 12, CNODE, to, DEPTH, 5, 1));
    stub("stub.untyped.retype.type", seL4_Untyped_Retype(untyped, 0x7777, 0, CNODE, to, DEPTH, 5, 1));
}

static void threads(void)
{
    seL4_CPtr tcb = object(seL4_TCBObject, 0), frame = object(FRAME_OBJECT, 0);
    seL4_CPtr notification = object(seL4_NotificationObject, 0);

    stub("stub.tcb.set-ipc-buffer", seL4_TCB_SetIPCBuffer(tcb, 0x10000, frame));
    stub("stub.tcb.set-ipc-buffer.error", seL4_TCB_SetIPCBuffer(tcb, 0x10001, frame));
    stub("stub.tcb.set-mcpriority", seL4_TCB_SetMCPriority(tcb, SELF, 100));
    stub("stub.tcb.set-mcpriority.error", seL4_TCB_SetMCPriority(tcb, tcb, 101));
    stub("stub.tcb.set-priority", seL4_TCB_SetPriority(tcb, tcb, 100));
    stub("stub.tcb.set-priority.error", seL4_TCB_SetPriority(tcb, tcb, 101));
    stub("stub.tcb.bind-notification", seL4_TCB_BindNotification(tcb, notification));
    stub("stub.tcb.bind-notification.error", seL4_TCB_BindNotification(tcb, notification));
    stub("stub.tcb.unbind-notification", seL4_TCB_UnbindNotification(tcb));
    stub("stub.tcb.unbind-notification.error", seL4_TCB_UnbindNotification(tcb));
    stub("stub.tcb.suspend", seL4_TCB_Suspend(tcb));
}

const struct group stub_groups[] = {
    {"stubs.cnodes", cnodes},
    {"stubs.untypeds", untypeds},
    {"stubs.threads", threads},
    {0},
};
