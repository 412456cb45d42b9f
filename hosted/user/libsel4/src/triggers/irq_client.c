/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocation of interrupts that Arm and RISC-V have.
 */
#include "user/libsel4/src/invoke.h"

seL4_Error seL4_IRQControl_GetTrigger(seL4_IRQControl service, seL4_Word irq, seL4_Word trigger,
                                      seL4_CNode root, seL4_Word index, seL4_Uint8 depth)
{
    return sel4_invoke(service, ABI_IRQ_CONTROL_GET_TRIGGER, ARGUMENTS(irq, trigger, index, depth),
                       ARGUMENTS(root));
}
