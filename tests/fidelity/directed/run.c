/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Directed kernel calls, a line for each.
 */
#include "directed/directed.h"
#include "parts.h"

static void run(const struct group *const *lists)
{
    for (; *lists; lists++) {
        for (const struct group *group = *lists; group->name; group++) {
            world_reset();
            group->run();
        }
    }
}

void directed(void)
{
    run(architecture_groups);
    run(common_groups);
    run(scheduling_groups);
}
