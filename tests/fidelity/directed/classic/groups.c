/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The groups of a kernel without MCS.
 */
#include "directed/directed.h"

const struct group *const scheduling_groups[] = {reply_groups, tcb_space_groups, scheduling_stub_groups,
                                                 NULL};
