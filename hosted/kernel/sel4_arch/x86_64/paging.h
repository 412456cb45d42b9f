/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * x86_64: the paging structures; see kernel/memory/vspace.h.
 */
#pragma once

#define PAGING_KINDS CAPABILITY_PAGE_TABLE, CAPABILITY_PAGE_DIRECTORY, CAPABILITY_PDPT, CAPABILITY_VSPACE
#define PAGING_OBJECTS ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_PAGE_DIRECTORY, ABI_OBJECT_PDPT, ABI_OBJECT_PML4
#define PAGING_LOOKUP_ENDS(level) (level)
#define PAGING_VSPACE_NAME "vspace"

#define PAGING_OBJECT_TYPES                                                                                  \
    [ABI_OBJECT_PAGE_TABLE] = {ABI_PAGE_BITS, CAPABILITY_PAGE_TABLE},                                        \
    [ABI_OBJECT_PAGE_DIRECTORY] = {ABI_PAGE_BITS, CAPABILITY_PAGE_DIRECTORY},                                \
    [ABI_OBJECT_PDPT] = {ABI_PAGE_BITS, CAPABILITY_PDPT},                                                    \
    [ABI_OBJECT_PML4] = {ABI_PAGE_BITS, CAPABILITY_VSPACE},                                                  \
    [ABI_OBJECT_FRAME_HUGE] = {ABI_HUGE_PAGE_BITS, CAPABILITY_FRAME}

#define PAGING_IMAGE_VADDR 0x400000UL
