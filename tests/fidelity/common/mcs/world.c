/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * With MCS, the control of scheduling contexts, and the program's own context.
 */
#include "common/world.h"

void world_move_more(const seL4_BootInfo *info, seL4_CPtr root)
{
    (void)seL4_CNode_Copy(root, SLOT_OWN_CONTEXT, CSPACE_BITS, CNODE, seL4_CapInitThreadSC, seL4_WordBits,
                          seL4_AllRights);
    (void)seL4_CNode_Move(root, SLOT_SCHED_CONTROL, CSPACE_BITS, CNODE, info->schedcontrol.start,
                          seL4_WordBits);
}
