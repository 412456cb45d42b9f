/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * riscv64: the paging structures; see kernel/memory/vspace.h.
 */
#pragma once

#define PAGING_KINDS CAPABILITY_VSPACE, CAPABILITY_VSPACE, CAPABILITY_VSPACE
#define PAGING_OBJECTS ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_PAGE_TABLE
#define PAGING_LOOKUP_ENDS(level) 0u
#define PAGING_VSPACE_NAME "page-table"

#define PAGING_OBJECT_TYPES                                                                                  \
    [ABI_OBJECT_PAGE_TABLE] = {ABI_PAGE_BITS, CAPABILITY_VSPACE}, [ABI_OBJECT_FRAME_HUGE] = {                \
                                                                      ABI_HUGE_PAGE_BITS, CAPABILITY_FRAME}

#define PAGING_IMAGE_VADDR 0x400000UL
