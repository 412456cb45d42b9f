/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of interrupts that every architecture has.
 */
#include "user/libsel4/src/invoke.h"

seL4_Error seL4_IRQControl_Get(seL4_IRQControl service, seL4_Word irq, seL4_CNode root, seL4_Word index,
                               seL4_Uint8 depth)
{
    return sel4_invoke(service, ABI_IRQ_CONTROL_GET, ARGUMENTS(irq, index, depth), ARGUMENTS(root));
}

seL4_Error seL4_IRQHandler_Ack(seL4_IRQHandler service)
{
    return sel4_invoke(service, ABI_IRQ_HANDLER_ACK, NO_ARGUMENTS, NO_ARGUMENTS);
}

seL4_Error seL4_IRQHandler_SetNotification(seL4_IRQHandler service, seL4_CPtr notification)
{
    return sel4_invoke(service, ABI_IRQ_HANDLER_SET_NOTIFICATION, NO_ARGUMENTS, ARGUMENTS(notification));
}

seL4_Error seL4_IRQHandler_Clear(seL4_IRQHandler service)
{
    return sel4_invoke(service, ABI_IRQ_HANDLER_CLEAR, NO_ARGUMENTS, NO_ARGUMENTS);
}
