/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The page tables of Arm and RISC-V, by log2 of the bytes that each covers.
 */
#pragma once

#define PAGING_TABLES                                                                                        \
    {39, ABI_OBJECT_PAGE_TABLE, ABI_PAGE_TABLE_MAP}, {30, ABI_OBJECT_PAGE_TABLE, ABI_PAGE_TABLE_MAP},        \
    {                                                                                                        \
        21, ABI_OBJECT_PAGE_TABLE, ABI_PAGE_TABLE_MAP                                                        \
    }
