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
    {ABI_PAGE_FLUSH, 2, 0, page_flush},
    {ABI_PAGE_INVALIDATE, 2, 0, page_flush},
    {ABI_PAGE_FLUSH + 2, 2, 0, page_flush},
    {ABI_PAGE_FLUSH_LAST, 2, 0, page_flush},
    {0},
};

const struct method vspace_methods[] = {
    {ABI_VSPACE_FLUSH, 2, 0, vspace_flush},
    {ABI_VSPACE_FLUSH + 1, 2, 0, vspace_flush},
    {ABI_VSPACE_FLUSH + 2, 2, 0, vspace_flush},
    {ABI_VSPACE_FLUSH_LAST, 2, 0, vspace_flush},
    {0},
};

const struct method irq_control_methods[] = {
    {ABI_IRQ_CONTROL_GET, 3, 1, irq_control_get},
    {ABI_IRQ_CONTROL_GET_TRIGGER, 4, 1, irq_control_get_trigger},
    {0},
};
