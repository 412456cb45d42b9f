/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The paging structure of ia32, by log2 of the bytes that it covers.
 */
#pragma once

#define PAGING_TABLES                                                                                        \
    {                                                                                                        \
        22, ABI_OBJECT_PAGE_TABLE, ABI_PAGE_TABLE_MAP                                                        \
    }
