/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of x86's interrupt controllers and I/O ports.
 */
#include "user/libsel4/src/invoke.h"

seL4_Error seL4_IRQControl_GetIOAPIC(seL4_IRQControl service, seL4_CNode root, seL4_Word index,
                                     seL4_Uint8 depth, seL4_Word ioapic, seL4_Word pin, seL4_Word level,
                                     seL4_Word polarity, seL4_Word vector)
{
    return sel4_invoke(service, ABI_IRQ_CONTROL_GET_IOAPIC,
                       ARGUMENTS(index, depth, ioapic, pin, level, polarity, vector), ARGUMENTS(root));
}

seL4_Error seL4_IRQControl_GetMSI(seL4_IRQControl service, seL4_CNode root, seL4_Word index, seL4_Uint8 depth,
                                  seL4_Word pci_bus, seL4_Word pci_dev, seL4_Word pci_func, seL4_Word handle,
                                  seL4_Word vector)
{
    return sel4_invoke(service, ABI_IRQ_CONTROL_GET_MSI,
                       ARGUMENTS(index, depth, pci_bus, pci_dev, pci_func, handle, vector), ARGUMENTS(root));
}

seL4_Error seL4_X86_IOPortControl_Issue(seL4_X86_IOPortControl service, seL4_Word first_port,
                                        seL4_Word last_port, seL4_CNode root, seL4_Word index,
                                        seL4_Uint8 depth)
{
    return sel4_invoke(service, ABI_IOPORT_CONTROL_ISSUE, ARGUMENTS(first_port, last_port, index, depth),
                       ARGUMENTS(root));
}

seL4_X86_IOPort_In8_t seL4_X86_IOPort_In8(seL4_X86_IOPort service, seL4_Uint16 port)
{
    seL4_X86_IOPort_In8_t answer = {0};

    answer.error = (int)sel4_invoke(service, ABI_IOPORT_IN8, ARGUMENTS(port), NO_ARGUMENTS);
    answer.result = (seL4_Uint8)seL4_GetMR(0);
    return answer;
}

seL4_Error seL4_X86_IOPort_Out8(seL4_X86_IOPort service, seL4_Word port, seL4_Word data)
{
    return sel4_invoke(service, ABI_IOPORT_OUT8, ARGUMENTS(port, data), NO_ARGUMENTS);
}

seL4_X86_IOPort_In16_t seL4_X86_IOPort_In16(seL4_X86_IOPort service, seL4_Uint16 port)
{
    seL4_X86_IOPort_In16_t answer = {0};

    answer.error = (int)sel4_invoke(service, ABI_IOPORT_IN16, ARGUMENTS(port), NO_ARGUMENTS);
    answer.result = (seL4_Uint16)seL4_GetMR(0);
    return answer;
}

seL4_Error seL4_X86_IOPort_Out16(seL4_X86_IOPort service, seL4_Word port, seL4_Word data)
{
    return sel4_invoke(service, ABI_IOPORT_OUT16, ARGUMENTS(port, data), NO_ARGUMENTS);
}

seL4_X86_IOPort_In32_t seL4_X86_IOPort_In32(seL4_X86_IOPort service, seL4_Uint16 port)
{
    seL4_X86_IOPort_In32_t answer = {0};

    answer.error = (int)sel4_invoke(service, ABI_IOPORT_IN32, ARGUMENTS(port), NO_ARGUMENTS);
    answer.result = (seL4_Uint32)seL4_GetMR(0);
    return answer;
}

seL4_Error seL4_X86_IOPort_Out32(seL4_X86_IOPort service, seL4_Word port, seL4_Word data)
{
    return sel4_invoke(service, ABI_IOPORT_OUT32, ARGUMENTS(port, data), NO_ARGUMENTS);
}
