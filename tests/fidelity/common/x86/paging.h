/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The names of pages, page tables and address spaces on x86.
 */
#pragma once

#include "common/message.h"

enum {
    PAGE_MAP = X86PageMap,
    PAGE_UNMAP = X86PageUnmap,
    PAGE_GET_ADDRESS = X86PageGetAddress,
    TABLE_MAP = X86PageTableMap,
    TABLE_UNMAP = X86PageTableUnmap,
    ASID_MAKE_POOL = X86ASIDControlMakePool,
    ASID_ASSIGN = X86ASIDPoolAssign,
    FRAME_OBJECT = seL4_X86_4K,
    LARGE_OBJECT = seL4_X86_LargePageObject,
    TABLE_OBJECT = seL4_X86_PageTableObject,
};

/* The word size's: the object that is a VSpace. */
extern const seL4_Word vspace_type;
#define VSPACE_OBJECT vspace_type
