/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * libsel4's names for the labels of Arm.
 */
#pragma once

#define ARCHITECTURE_LABELS                                                                                  \
    ARMPageMap = ABI_PAGE_MAP, ARMPageUnmap = ABI_PAGE_UNMAP, ARMPageGetAddress = ABI_PAGE_GET_ADDRESS,      \
    ARMPageTableMap = ABI_PAGE_TABLE_MAP, ARMPageTableUnmap = ABI_PAGE_TABLE_UNMAP,                          \
    ARMASIDControlMakePool = ABI_ASID_CONTROL_MAKE_POOL, ARMASIDPoolAssign = ABI_ASID_POOL_ASSIGN,           \
    ARMIRQIssueIRQHandlerTrigger = ABI_IRQ_CONTROL_GET_TRIGGER, ARMPageClean_Data = ABI_PAGE_FLUSH,          \
    ARMPageInvalidate_Data, ARMPageCleanInvalidate_Data, ARMPageUnify_Instruction,                           \
    ARMVSpaceClean_Data = ABI_VSPACE_FLUSH, ARMVSpaceInvalidate_Data, ARMVSpaceCleanInvalidate_Data,         \
    ARMVSpaceUnify_Instruction
#define LACKING_LABELS ARMIRQIssueSGISignal
