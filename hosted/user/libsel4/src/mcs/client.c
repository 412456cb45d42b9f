/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of a kernel with MCS.
 */
#include "user/libsel4/src/invoke.h"

seL4_Error seL4_TCB_Configure(seL4_TCB service, seL4_CNode cspace_root, seL4_Word cspace_root_data,
                              seL4_CPtr vspace_root, seL4_Word vspace_root_data, seL4_Word buffer,
                              seL4_CPtr bufferFrame)
{
    return sel4_invoke(service, ABI_TCB_CONFIGURE, ARGUMENTS(cspace_root_data, vspace_root_data, buffer),
                       ARGUMENTS(cspace_root, vspace_root, bufferFrame));
}

seL4_Error seL4_TCB_SetSpace(seL4_TCB service, seL4_CPtr fault_ep, seL4_CNode cspace_root,
                             seL4_Word cspace_root_data, seL4_CPtr vspace_root, seL4_Word vspace_root_data)
{
    return sel4_invoke(service, ABI_TCB_SET_SPACE, ARGUMENTS(cspace_root_data, vspace_root_data),
                       ARGUMENTS(fault_ep, cspace_root, vspace_root));
}

seL4_Error seL4_TCB_SetSchedParams(seL4_TCB service, seL4_TCB authority, seL4_Word mcp, seL4_Word priority,
                                   seL4_CPtr sched_context, seL4_CPtr fault_ep)
{
    return sel4_invoke(service, ABI_TCB_SET_SCHED_PARAMS, ARGUMENTS(mcp, priority),
                       ARGUMENTS(authority, sched_context, fault_ep));
}

seL4_Error seL4_TCB_SetTimeoutEndpoint(seL4_TCB service, seL4_CPtr timeout_fault_ep)
{
    return sel4_invoke(service, ABI_TCB_SET_TIMEOUT_ENDPOINT, NO_ARGUMENTS, ARGUMENTS(timeout_fault_ep));
}

seL4_Error seL4_SchedControl_ConfigureFlags(seL4_SchedControl service, seL4_SchedContext schedcontext,
                                            seL4_Time budget, seL4_Time period, seL4_Word extra_refills,
                                            seL4_Word badge, seL4_Word flags)
{
    return sel4_invoke(service, ABI_SCHED_CONTROL_CONFIGURE_FLAGS,
                       ARGUMENTS(budget, period, extra_refills, badge, flags), ARGUMENTS(schedcontext));
}

seL4_Error seL4_SchedControl_Configure(seL4_SchedControl service, seL4_SchedContext schedcontext,
                                       seL4_Time budget, seL4_Time period, seL4_Word extra_refills,
                                       seL4_Word badge)
{
    return seL4_SchedControl_ConfigureFlags(service, schedcontext, budget, period, extra_refills, badge,
                                            seL4_SchedContext_NoFlag);
}

seL4_Error seL4_SchedContext_Bind(seL4_SchedContext service, seL4_CPtr cap)
{
    return sel4_invoke(service, ABI_SCHED_CONTEXT_BIND, NO_ARGUMENTS, ARGUMENTS(cap));
}

seL4_Error seL4_SchedContext_Unbind(seL4_SchedContext service)
{
    return sel4_invoke(service, ABI_SCHED_CONTEXT_UNBIND, NO_ARGUMENTS, NO_ARGUMENTS);
}

seL4_Error seL4_SchedContext_UnbindObject(seL4_SchedContext service, seL4_CPtr cap)
{
    return sel4_invoke(service, ABI_SCHED_CONTEXT_UNBIND_OBJECT, NO_ARGUMENTS, ARGUMENTS(cap));
}

seL4_SchedContext_Consumed_t seL4_SchedContext_Consumed(seL4_SchedContext service)
{
    seL4_SchedContext_Consumed_t result = {
        .error = (int)sel4_invoke(service, ABI_SCHED_CONTEXT_CONSUMED, NO_ARGUMENTS, NO_ARGUMENTS),
    };

    result.consumed = result.error == seL4_NoError ? seL4_GetMR(0) : 0;
    return result;
}

seL4_SchedContext_YieldTo_t seL4_SchedContext_YieldTo(seL4_SchedContext service)
{
    seL4_SchedContext_YieldTo_t result = {
        .error = (int)sel4_invoke(service, ABI_SCHED_CONTEXT_YIELD_TO, NO_ARGUMENTS, NO_ARGUMENTS),
    };

    result.consumed = result.error == seL4_NoError ? seL4_GetMR(0) : 0;
    return result;
}
