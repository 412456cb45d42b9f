/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * RISC-V has nothing more than page tables of one kind.
 */
#include "directed/tables/tables.h"

const struct group more_groups[] = {
    {0},
};
