/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of capabilities that differ between architectures.
 */
#include "arch.h"

#include "kernel/interrupt/irq.h"
#include "kernel/memory/frame.h"

const struct method frame_methods[] = {
    FRAME_METHODS,
    {0},
};

const struct method vspace_methods[] = {
    {0},
};

const struct method irq_control_methods[] = {
    {ABI_IRQ_CONTROL_GET, 3, 1, irq_control_get},
    {ABI_IRQ_CONTROL_GET_IOAPIC, 7, 1, irq_control_get_ioapic},
    {ABI_IRQ_CONTROL_GET_MSI, 7, 1, irq_control_get_msi},
    {0},
};

const struct method io_port_control_methods[] = {
    {ABI_IOPORT_CONTROL_ISSUE, 4, 1, io_port_control_issue},
    {0},
};

const struct method io_port_methods[] = {
    {ABI_IOPORT_IN8, 1, 0, io_port_in},
    {ABI_IOPORT_IN16, 1, 0, io_port_in},
    {ABI_IOPORT_IN32, 1, 0, io_port_in},
    {ABI_IOPORT_OUT8, 2, 0, io_port_out},
    {ABI_IOPORT_OUT16, 2, 0, io_port_out},
    {ABI_IOPORT_OUT32, 2, 0, io_port_out},
    {0},
};

bool arch_execute(struct kernel *kernel, struct kernel_thread *thread)
{
    (void)kernel, (void)thread;
    return false;
}
