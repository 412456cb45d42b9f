/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * libsel4's names for the labels of RISC-V.
 */
#pragma once

#define ARCHITECTURE_LABELS                                                                                  \
    RISCVPageMap = ABI_PAGE_MAP, RISCVPageUnmap = ABI_PAGE_UNMAP,                                            \
    RISCVPageGetAddress = ABI_PAGE_GET_ADDRESS, RISCVPageTableMap = ABI_PAGE_TABLE_MAP,                      \
    RISCVPageTableUnmap = ABI_PAGE_TABLE_UNMAP, RISCVASIDControlMakePool = ABI_ASID_CONTROL_MAKE_POOL,       \
    RISCVASIDPoolAssign = ABI_ASID_POOL_ASSIGN, RISCVIRQIssueIRQHandlerTrigger = ABI_IRQ_CONTROL_GET_TRIGGER
#define LACKING_LABELS RISCVNoLabel
