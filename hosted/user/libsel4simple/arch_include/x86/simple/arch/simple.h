/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What an x86 system adds: I/O ports, and interrupts by I/O APIC pin or MSI.
 */
#pragma once

#include <stdint.h>

#include <autoconf.h>
#include <sel4/sel4.h>
#include <simple/usable.h>
#include <utils/util.h>
#include <vka/cspacepath_t.h>

#define SIMPLE_SKIPPED_INIT_CAPS 6
#define SIMPLE_ARCH_CAPS seL4_CapIOPortControl, /* those that only this architecture has */

/* The capability goes to the slot at `root`, `index` (or `dest`), `depth`. The range includes both ports. */
typedef seL4_Error (*arch_simple_get_IOPort_cap_fn)(void *data, uint16_t start_port, uint16_t end_port,
                                                    seL4_Word root, seL4_Word dest, seL4_Word depth);
typedef seL4_Error (*arch_simple_get_msi_fn)(void *data, seL4_CNode root, seL4_Word index, uint8_t depth,
                                             seL4_Word pci_bus, seL4_Word pci_dev, seL4_Word pci_func,
                                             seL4_Word handle, seL4_Word vector);
typedef seL4_Error (*arch_simple_get_ioapic_fn)(void *data, seL4_CNode root, seL4_Word index, uint8_t depth,
                                                seL4_Word ioapic, seL4_Word pin, seL4_Word level,
                                                seL4_Word polarity, seL4_Word vector);
typedef seL4_Error (*arch_simple_get_IRQ_handler_fn)(void *data, int irq, seL4_CNode cnode, seL4_Word index,
                                                     uint8_t depth);

typedef struct arch_simple {
    void *data;
    arch_simple_get_IOPort_cap_fn IOPort_cap;
    arch_simple_get_msi_fn msi;
    arch_simple_get_IRQ_handler_fn irq;
    arch_simple_get_ioapic_fn ioapic;
} arch_simple_t;

static inline seL4_Error arch_simple_get_IOPort_cap(arch_simple_t *arch_simple, uint16_t start_port,
                                                    uint16_t end_port, seL4_Word root, seL4_Word dest,
                                                    seL4_Word depth)
{
    if (!ARCH_SIMPLE_HAS(arch_simple, IOPort_cap)) {
        return seL4_InvalidArgument;
    }
    return arch_simple->IOPort_cap(arch_simple->data, start_port, end_port, root, dest, depth);
}

static inline seL4_Error arch_simple_get_msi(arch_simple_t *arch_simple, cspacepath_t path, seL4_Word pci_bus,
                                             seL4_Word pci_dev, seL4_Word pci_func, seL4_Word handle,
                                             seL4_Word vector)
{
    if (!ARCH_SIMPLE_HAS(arch_simple, msi)) {
        return seL4_InvalidArgument;
    }
    return arch_simple->msi(arch_simple->data, path.root, path.capPtr, (uint8_t)path.capDepth, pci_bus,
                            pci_dev, pci_func, handle, vector);
}

static inline seL4_Error arch_simple_get_ioapic(arch_simple_t *arch_simple, cspacepath_t path,
                                                seL4_Word ioapic, seL4_Word pin, seL4_Word level,
                                                seL4_Word polarity, seL4_Word vector)
{
    if (!ARCH_SIMPLE_HAS(arch_simple, ioapic)) {
        return seL4_InvalidArgument;
    }
    return arch_simple->ioapic(arch_simple->data, path.root, path.capPtr, (uint8_t)path.capDepth, ioapic, pin,
                               level, polarity, vector);
}
