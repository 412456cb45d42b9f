/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * aarch64: the paging structures; see kernel/memory/vspace.h.
 */
#pragma once

#define PAGING_KINDS CAPABILITY_PAGE_TABLE, CAPABILITY_PAGE_TABLE, CAPABILITY_PAGE_TABLE, CAPABILITY_VSPACE
#define PAGING_OBJECTS ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_VSPACE
#define PAGING_LOOKUP_ENDS(level) 0u
#define PAGING_VSPACE_NAME "vspace"

#define PAGING_OBJECT_TYPES                                                                                  \
    [ABI_OBJECT_PAGE_TABLE] = {ABI_PAGE_BITS, CAPABILITY_PAGE_TABLE},                                        \
    [ABI_OBJECT_VSPACE] = {ABI_PAGE_BITS, CAPABILITY_VSPACE},                                                \
    [ABI_OBJECT_FRAME_HUGE] = {ABI_HUGE_PAGE_BITS, CAPABILITY_FRAME}

#define PAGING_IMAGE_VADDR 0x400000UL
