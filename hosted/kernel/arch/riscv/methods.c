/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of capabilities that differ between architectures. A VSpace is a page table.
 */
#include "arch.h"

#include "kernel/interrupt/irq.h"
#include "kernel/memory/frame.h"
#include "kernel/memory/table.h"

const struct method frame_methods[] = {
    FRAME_METHODS,
    {0},
};

const struct method vspace_methods[] = {
    {ABI_PAGE_TABLE_MAP, 2, 1, table_map},
    {ABI_PAGE_TABLE_UNMAP, 0, 0, table_unmap},
    {0},
};

const struct method irq_control_methods[] = {
    {ABI_IRQ_CONTROL_GET, 3, 1, irq_control_get},
    {ABI_IRQ_CONTROL_GET_TRIGGER, 4, 1, irq_control_get_trigger},
    {0},
};
