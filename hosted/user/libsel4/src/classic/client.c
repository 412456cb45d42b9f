/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of a kernel without MCS.
 */
#include "user/libsel4/src/invoke.h"

seL4_Error seL4_TCB_Configure(seL4_TCB service, seL4_Word fault_ep, seL4_CNode cspace_root,
                              seL4_Word cspace_root_data, seL4_CPtr vspace_root, seL4_Word vspace_root_data,
                              seL4_Word buffer, seL4_CPtr bufferFrame)
{
    return sel4_invoke(service, ABI_TCB_CONFIGURE,
                       ARGUMENTS(fault_ep, cspace_root_data, vspace_root_data, buffer),
                       ARGUMENTS(cspace_root, vspace_root, bufferFrame));
}

seL4_Error seL4_TCB_SetSpace(seL4_TCB service, seL4_Word fault_ep, seL4_CNode cspace_root,
                             seL4_Word cspace_root_data, seL4_CPtr vspace_root, seL4_Word vspace_root_data)
{
    return sel4_invoke(service, ABI_TCB_SET_SPACE, ARGUMENTS(fault_ep, cspace_root_data, vspace_root_data),
                       ARGUMENTS(cspace_root, vspace_root));
}

seL4_Error seL4_TCB_SetSchedParams(seL4_TCB service, seL4_TCB authority, seL4_Word mcp, seL4_Word priority)
{
    return sel4_invoke(service, ABI_TCB_SET_SCHED_PARAMS, ARGUMENTS(mcp, priority), ARGUMENTS(authority));
}

seL4_Error seL4_CNode_SaveCaller(seL4_CNode service, seL4_Word index, seL4_Uint8 depth)
{
    return sel4_invoke(service, ABI_CNODE_SAVE_CALLER, ARGUMENTS(index, depth), NO_ARGUMENTS);
}
