/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of Arm.
 */
#pragma once

#include <sel4/types.h>
#include <interfaces/sel4_paging_client.h>

#ifdef __cplusplus
extern "C" {
#endif

SEL4_PAGING_CLIENT(ARM);

/* Caches: the arguments are checked, but there is nothing to do. */
seL4_Error seL4_ARM_Page_Clean_Data(seL4_ARM_Page service, seL4_Word start_offset, seL4_Word end_offset);
seL4_Error seL4_ARM_Page_Invalidate_Data(seL4_ARM_Page service, seL4_Word start_offset, seL4_Word end_offset);
seL4_Error seL4_ARM_Page_CleanInvalidate_Data(seL4_ARM_Page service, seL4_Word start_offset,
                                              seL4_Word end_offset);
seL4_Error seL4_ARM_Page_Unify_Instruction(seL4_ARM_Page service, seL4_Word start_offset,
                                           seL4_Word end_offset);
seL4_Error seL4_ARM_VSpace_Clean_Data(seL4_ARM_VSpace service, seL4_Word start, seL4_Word end);
seL4_Error seL4_ARM_VSpace_Invalidate_Data(seL4_ARM_VSpace service, seL4_Word start, seL4_Word end);
seL4_Error seL4_ARM_VSpace_CleanInvalidate_Data(seL4_ARM_VSpace service, seL4_Word start, seL4_Word end);
seL4_Error seL4_ARM_VSpace_Unify_Instruction(seL4_ARM_VSpace service, seL4_Word start, seL4_Word end);

/* trigger: 1 for edge, 0 for level. */
seL4_Error seL4_IRQControl_GetTrigger(seL4_IRQControl service, seL4_Word irq, seL4_Word trigger,
                                      seL4_CNode root, seL4_Word index, seL4_Uint8 depth);

#ifdef __cplusplus
}
#endif
