/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Without MCS there is nothing more to move.
 */
#include "common/world.h"

void world_move_more(const seL4_BootInfo *info, seL4_CPtr root)
{
    (void)info;
    (void)root;
}
