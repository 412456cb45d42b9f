/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The paging structures of RISC-V.
 */
#include "../structures.h"

const struct paging_structure paging_structures[] = {
    {seL4_RISCV_PageTableObject, seL4_PageTableBits},
    {0},
};
