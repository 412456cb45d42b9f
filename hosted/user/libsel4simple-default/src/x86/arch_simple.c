/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What only x86 has: issued from the root task's own control capabilities.
 */
#include <simple-default/simple-default.h>

static seL4_Error default_IOPort_cap(void *data, uint16_t start_port, uint16_t end_port, seL4_Word root,
                                     seL4_Word dest, seL4_Word depth)
{
    (void)data;
    return seL4_X86_IOPortControl_Issue(seL4_CapIOPortControl, start_port, end_port, root, dest,
                                        (seL4_Uint8)depth);
}

static seL4_Error default_msi(void *data, seL4_CNode root, seL4_Word index, uint8_t depth, seL4_Word pci_bus,
                              seL4_Word pci_dev, seL4_Word pci_func, seL4_Word handle, seL4_Word vector)
{
    (void)data;
    return seL4_IRQControl_GetMSI(seL4_CapIRQControl, root, index, depth, pci_bus, pci_dev, pci_func, handle,
                                  vector);
}

static seL4_Error default_ioapic(void *data, seL4_CNode root, seL4_Word index, uint8_t depth,
                                 seL4_Word ioapic, seL4_Word pin, seL4_Word level, seL4_Word polarity,
                                 seL4_Word vector)
{
    (void)data;
    return seL4_IRQControl_GetIOAPIC(seL4_CapIRQControl, root, index, depth, ioapic, pin, level, polarity,
                                     vector);
}

static seL4_Error default_irq(void *data, int irq, seL4_CNode cnode, seL4_Word index, uint8_t depth)
{
    (void)data;
    return seL4_IRQControl_Get(seL4_CapIRQControl, (seL4_Word)irq, cnode, index, depth);
}

void simple_default_init_arch_simple(arch_simple_t *simple, void *data)
{
    *simple = (arch_simple_t){
        .data = data,
        .IOPort_cap = default_IOPort_cap,
        .msi = default_msi,
        .irq = default_irq,
        .ioapic = default_ioapic,
    };
}
