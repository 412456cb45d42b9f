/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The groups of a kernel with MCS.
 */
#include "directed/directed.h"

const struct group *const scheduling_groups[] = {tcb_space_groups, context_groups, NULL};
