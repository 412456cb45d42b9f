/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations: what a capability to a kernel object can be asked to do.
 *
 * Each returns an seL4_Error, or a structure that begins with one, and overwrites the IPC buffer's message
 * registers and capabilities.
 */
#pragma once

#include <sel4/types.h>
#include <interfaces/sel4_arch_client.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Microseconds since a context's time was last told. */
typedef struct seL4_SchedContext_Consumed {
    int error;
    seL4_Time consumed;
} seL4_SchedContext_Consumed_t;

typedef struct seL4_SchedContext_YieldTo {
    int error;
    seL4_Time consumed;
} seL4_SchedContext_YieldTo_t;

seL4_Error seL4_Untyped_Retype(seL4_Untyped service, seL4_Word type, seL4_Word size_bits, seL4_CNode root,
                               seL4_Word node_index, seL4_Word node_depth, seL4_Word node_offset,
                               seL4_Word num_objects);

seL4_Error seL4_CNode_Revoke(seL4_CNode service, seL4_Word index, seL4_Uint8 depth);
seL4_Error seL4_CNode_Delete(seL4_CNode service, seL4_Word index, seL4_Uint8 depth);
seL4_Error seL4_CNode_CancelBadgedSends(seL4_CNode service, seL4_Word index, seL4_Uint8 depth);
seL4_Error seL4_CNode_Copy(seL4_CNode service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                           seL4_CNode src_root, seL4_Word src_index, seL4_Uint8 src_depth,
                           seL4_CapRights_t rights);
seL4_Error seL4_CNode_Mint(seL4_CNode service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                           seL4_CNode src_root, seL4_Word src_index, seL4_Uint8 src_depth,
                           seL4_CapRights_t rights, seL4_Word badge);
seL4_Error seL4_CNode_Move(seL4_CNode service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                           seL4_CNode src_root, seL4_Word src_index, seL4_Uint8 src_depth);
seL4_Error seL4_CNode_Mutate(seL4_CNode service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                             seL4_CNode src_root, seL4_Word src_index, seL4_Uint8 src_depth, seL4_Word badge);
/* Moves the capability in the pivot slot to the destination, and that in the source to the pivot slot. */
seL4_Error seL4_CNode_Rotate(seL4_CNode service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                             seL4_Word dest_badge, seL4_CNode pivot_root, seL4_Word pivot_index,
                             seL4_Uint8 pivot_depth, seL4_Word pivot_badge, seL4_CNode src_root,
                             seL4_Word src_index, seL4_Uint8 src_depth);

seL4_Error seL4_TCB_SetIPCBuffer(seL4_TCB service, seL4_Word buffer, seL4_CPtr bufferFrame);
seL4_Error seL4_TCB_SetPriority(seL4_TCB service, seL4_TCB authority, seL4_Word priority);
seL4_Error seL4_TCB_SetMCPriority(seL4_TCB service, seL4_TCB authority, seL4_Word mcp);
seL4_Error seL4_TCB_Suspend(seL4_TCB service);
seL4_Error seL4_TCB_Resume(seL4_TCB service);
/* The first `count` registers of the structure. `arch_flags` has no effect. A thread cannot read or write its
 * own. */
seL4_Error seL4_TCB_ReadRegisters(seL4_TCB service, seL4_Bool suspend_source, seL4_Uint8 arch_flags,
                                  seL4_Word count, seL4_UserContext *regs);
seL4_Error seL4_TCB_WriteRegisters(seL4_TCB service, seL4_Bool resume_target, seL4_Uint8 arch_flags,
                                   seL4_Word count, seL4_UserContext *regs);
seL4_Error seL4_TCB_CopyRegisters(seL4_TCB service, seL4_TCB source, seL4_Bool suspend_source,
                                  seL4_Bool resume_target, seL4_Bool transfer_frame,
                                  seL4_Bool transfer_integer, seL4_Uint8 arch_flags);
/* The address is kept, but has no effect: the host decides where thread-local variables are. */
seL4_Error seL4_TCB_SetTLSBase(seL4_TCB service, seL4_Word tls_base);
seL4_Error seL4_TCB_BindNotification(seL4_TCB service, seL4_CPtr notification);
seL4_Error seL4_TCB_UnbindNotification(seL4_TCB service);
#ifndef CONFIG_KERNEL_MCS
seL4_Error seL4_TCB_Configure(seL4_TCB service, seL4_Word fault_ep, seL4_CNode cspace_root,
                              seL4_Word cspace_root_data, seL4_CPtr vspace_root, seL4_Word vspace_root_data,
                              seL4_Word buffer, seL4_CPtr bufferFrame);
seL4_Error seL4_TCB_SetSpace(seL4_TCB service, seL4_Word fault_ep, seL4_CNode cspace_root,
                             seL4_Word cspace_root_data, seL4_CPtr vspace_root, seL4_Word vspace_root_data);
seL4_Error seL4_TCB_SetSchedParams(seL4_TCB service, seL4_TCB authority, seL4_Word mcp, seL4_Word priority);
seL4_Error seL4_CNode_SaveCaller(seL4_CNode service, seL4_Word index, seL4_Uint8 depth);
#else
seL4_Error seL4_TCB_Configure(seL4_TCB service, seL4_CNode cspace_root, seL4_Word cspace_root_data,
                              seL4_CPtr vspace_root, seL4_Word vspace_root_data, seL4_Word buffer,
                              seL4_CPtr bufferFrame);
seL4_Error seL4_TCB_SetSpace(seL4_TCB service, seL4_CPtr fault_ep, seL4_CNode cspace_root,
                             seL4_Word cspace_root_data, seL4_CPtr vspace_root, seL4_Word vspace_root_data);
seL4_Error seL4_TCB_SetSchedParams(seL4_TCB service, seL4_TCB authority, seL4_Word mcp, seL4_Word priority,
                                   seL4_CPtr sched_context, seL4_CPtr fault_ep);
seL4_Error seL4_TCB_SetTimeoutEndpoint(seL4_TCB service, seL4_CPtr timeout_fault_ep);

/* Budget and period in microseconds. */
seL4_Error seL4_SchedControl_ConfigureFlags(seL4_SchedControl service, seL4_SchedContext schedcontext,
                                            seL4_Time budget, seL4_Time period, seL4_Word extra_refills,
                                            seL4_Word badge, seL4_Word flags);
seL4_Error seL4_SchedControl_Configure(seL4_SchedControl service, seL4_SchedContext schedcontext,
                                       seL4_Time budget, seL4_Time period, seL4_Word extra_refills,
                                       seL4_Word badge);
seL4_Error seL4_SchedContext_Bind(seL4_SchedContext service, seL4_CPtr cap);
seL4_Error seL4_SchedContext_Unbind(seL4_SchedContext service);
seL4_Error seL4_SchedContext_UnbindObject(seL4_SchedContext service, seL4_CPtr cap);
seL4_SchedContext_Consumed_t seL4_SchedContext_Consumed(seL4_SchedContext service);
seL4_SchedContext_YieldTo_t seL4_SchedContext_YieldTo(seL4_SchedContext service);
#endif
/* Hosted only: names the program that the thread will run, and its arguments, as `bytes` bytes of NUL-ended
 * strings. Returns seL4_InvalidArgument if there is no such program, or the text is too long. */
seL4_Error hosted_tcb_set_image(seL4_TCB service, const char *strings, seL4_Word bytes);

seL4_Error seL4_IRQControl_Get(seL4_IRQControl service, seL4_Word irq, seL4_CNode root, seL4_Word index,
                               seL4_Uint8 depth);
seL4_Error seL4_IRQHandler_Ack(seL4_IRQHandler service);
seL4_Error seL4_IRQHandler_SetNotification(seL4_IRQHandler service, seL4_CPtr notification);
seL4_Error seL4_IRQHandler_Clear(seL4_IRQHandler service);

#ifdef __cplusplus
}
#endif
