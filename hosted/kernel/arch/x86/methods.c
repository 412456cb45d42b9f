/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The table of the methods that only x86 has.
 */
#include "arch.h"

const struct method arch_methods[ABI_LABEL_COUNT] = {
    [ABI_IRQ_CONTROL_GET_IOAPIC] = {CAPABILITY_IRQ_CONTROL, 7, 1, irq_control_get_ioapic},
    [ABI_IRQ_CONTROL_GET_MSI] = {CAPABILITY_IRQ_CONTROL, 7, 1, irq_control_get_msi},
    [ABI_IOPORT_CONTROL_ISSUE] = {CAPABILITY_IO_PORT_CONTROL, 4, 1, io_port_control_issue},
    [ABI_IOPORT_IN8] = {CAPABILITY_IO_PORT, 1, 0, io_port_in},
    [ABI_IOPORT_IN16] = {CAPABILITY_IO_PORT, 1, 0, io_port_in},
    [ABI_IOPORT_IN32] = {CAPABILITY_IO_PORT, 1, 0, io_port_in},
    [ABI_IOPORT_OUT8] = {CAPABILITY_IO_PORT, 2, 0, io_port_out},
    [ABI_IOPORT_OUT16] = {CAPABILITY_IO_PORT, 2, 0, io_port_out},
    [ABI_IOPORT_OUT32] = {CAPABILITY_IO_PORT, 2, 0, io_port_out},
};
