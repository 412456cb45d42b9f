/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The paging structures of x86_64, by log2 of the bytes that each covers.
 */
#pragma once

#define PAGING_TABLES                                                                                        \
    {39, ABI_OBJECT_PDPT, ABI_PDPT_MAP}, {30, ABI_OBJECT_PAGE_DIRECTORY, ABI_PAGE_DIRECTORY_MAP},            \
    {                                                                                                        \
        21, ABI_OBJECT_PAGE_TABLE, ABI_PAGE_TABLE_MAP                                                        \
    }
