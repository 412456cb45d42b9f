/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The names of pages, page tables and address spaces on 64-bit RISC-V.
 */
#pragma once

#include "common/message.h"

enum {
    PAGE_MAP = RISCVPageMap,
    PAGE_UNMAP = RISCVPageUnmap,
    PAGE_GET_ADDRESS = RISCVPageGetAddress,
    TABLE_MAP = RISCVPageTableMap,
    TABLE_UNMAP = RISCVPageTableUnmap,
    ASID_MAKE_POOL = RISCVASIDControlMakePool,
    ASID_ASSIGN = RISCVASIDPoolAssign,
    IRQ_TRIGGER = RISCVIRQIssueIRQHandlerTrigger,
    FRAME_OBJECT = seL4_RISCV_4K_Page,
    LARGE_OBJECT = seL4_RISCV_Mega_Page,
    HUGE_OBJECT = seL4_RISCV_Giga_Page,
    TABLE_OBJECT = seL4_RISCV_PageTableObject,
    VSPACE_OBJECT = seL4_RISCV_PageTableObject,
};
