/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kinds of objects, interrupts and ports of a PC.
 */
#include "../parts.h"

const struct object_row arch_objects[] = {
    {"a page", seL4_X86_4K, seL4_PageBits, 0},
    {"a large page", seL4_X86_LargePageObject, seL4_LargePageBits, 0},
    {"a page table", seL4_X86_PageTableObject, seL4_PageTableBits, seL4_IllegalOperation},
    {"a page directory", seL4_X86_PageDirectoryObject, seL4_PageDirBits, seL4_IllegalOperation},
#ifdef CONFIG_ARCH_X86_64
    {"a PDPT", seL4_X86_PDPTObject, seL4_PDPTBits, seL4_IllegalOperation},
    {"a PML4", seL4_X64_PML4Object, seL4_PML4Bits, seL4_IllegalOperation},
#endif
};
const size_t arch_object_count = sizeof(arch_objects) / sizeof(arch_objects[0]);

/* The HPET's. */
const uint64_t arch_device_address = 0xfed00000;

static int pin(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq_ioapic(rpc, 0, 16, 1, 1, 7, slot, cookie);
}

static int no_pin(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq_ioapic(rpc, 0, (seL4_Word)1 << 20, 0, 0, 5, slot, cookie);
}

static int msi(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq_msi(rpc, 1, 2, 3, 0, 8, slot, cookie);
}

static int no_msi(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq_msi(rpc, 0, 32, 0, 0, 5, slot, cookie);
}

static int trigger(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq_trigger(rpc, 4, true, slot, cookie);
}

static int ports(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_ioports(rpc, 0x378, 0x37f, slot, cookie);
}

static int ports_backwards(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_ioports(rpc, 0x37f, 0x378, slot, cookie);
}

static int no_ports(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_ioports(rpc, 0x10378, 0x1037f, slot, cookie);
}

const struct device_row arch_devices[] = {
    {"a pin of the I/O APIC", 0, pin},
    {"I/O APIC pin 2^20", seL4_RangeError, no_pin},
    {"an MSI", 0, msi},
    {"the MSI of PCI device 32", seL4_RangeError, no_msi},
    {"an interrupt with a trigger", seL4_IllegalOperation, trigger},
    {"ports", 0, ports},
    {"ports backwards", seL4_InvalidArgument, ports_backwards},
    {"ports beyond the last", seL4_RangeError, no_ports},
};
const size_t arch_device_count = sizeof(arch_devices) / sizeof(arch_devices[0]);
