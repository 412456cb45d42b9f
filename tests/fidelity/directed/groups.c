/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The groups that every kernel has.
 */
#include "directed/directed.h"

const struct group *const common_groups[] = {
    paging_groups, page_groups,     content_groups, asid_groups, cnode_groups,  rotate_groups, retype_groups,
    lookup_groups, identify_groups, ipc_groups,     tcb_groups,  domain_groups, stub_groups,   NULL};
