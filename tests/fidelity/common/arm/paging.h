/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The names of pages, page tables and address spaces on 64-bit Arm.
 */
#pragma once

#include "common/message.h"

enum {
    PAGE_MAP = ARMPageMap,
    PAGE_UNMAP = ARMPageUnmap,
    PAGE_GET_ADDRESS = ARMPageGetAddress,
    TABLE_MAP = ARMPageTableMap,
    TABLE_UNMAP = ARMPageTableUnmap,
    ASID_MAKE_POOL = ARMASIDControlMakePool,
    ASID_ASSIGN = ARMASIDPoolAssign,
    IRQ_TRIGGER = ARMIRQIssueIRQHandlerTrigger,
    FRAME_OBJECT = seL4_ARM_SmallPageObject,
    LARGE_OBJECT = seL4_ARM_LargePageObject,
    HUGE_OBJECT = seL4_ARM_HugePageObject,
    TABLE_OBJECT = seL4_ARM_PageTableObject,
    VSPACE_OBJECT = seL4_ARM_VSpaceObject,
};
