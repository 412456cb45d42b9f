/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * libsel4's names for the labels of x86.
 */
#pragma once

#define ARCHITECTURE_LABELS                                                                                  \
    X86PDPTMap = ABI_PDPT_MAP, X86PDPTUnmap = ABI_PDPT_UNMAP, X86PageDirectoryMap = ABI_PAGE_DIRECTORY_MAP,  \
    X86PageDirectoryUnmap = ABI_PAGE_DIRECTORY_UNMAP, X86PageTableMap = ABI_PAGE_TABLE_MAP,                  \
    X86PageTableUnmap = ABI_PAGE_TABLE_UNMAP, X86PageMap = ABI_PAGE_MAP, X86PageUnmap = ABI_PAGE_UNMAP,      \
    X86PageGetAddress = ABI_PAGE_GET_ADDRESS, X86ASIDControlMakePool = ABI_ASID_CONTROL_MAKE_POOL,           \
    X86ASIDPoolAssign = ABI_ASID_POOL_ASSIGN, X86IOPortControlIssue = ABI_IOPORT_CONTROL_ISSUE,              \
    X86IOPortIn8 = ABI_IOPORT_IN8, X86IOPortIn16 = ABI_IOPORT_IN16, X86IOPortIn32 = ABI_IOPORT_IN32,         \
    X86IOPortOut8 = ABI_IOPORT_OUT8, X86IOPortOut16 = ABI_IOPORT_OUT16, X86IOPortOut32 = ABI_IOPORT_OUT32,   \
    X86IRQIssueIRQHandlerIOAPIC = ABI_IRQ_CONTROL_GET_IOAPIC,                                                \
    X86IRQIssueIRQHandlerMSI = ABI_IRQ_CONTROL_GET_MSI
#define LACKING_LABELS X86PageDirectoryGetStatusBits
