/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The parent of a child with an allocator: it tells how many leases that took.
 */
#include "../../common/parent.h"

#include <stdlib.h>

static const sel4rpc_limits_t limits = {.memory_bytes = 64 * 1024, .leases = 4, .objects = {.all = true}};

int main(void)
{
    static sel4rpc_parent_t parent;
    static sel4rpc_vka_record_t records[PARENT_RECORDS];
    sel4rpc_parent_child_t child;

    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0 ||
        sel4rpc_parent_use_pool(&parent, records, PARENT_RECORDS) != 0) {
        return EXIT_FAILURE;
    }
    if (sel4rpc_parent_start(&parent, &child, "tutorial-allocator-child", "child", &limits) != 0) {
        return EXIT_FAILURE;
    }
    parent_expect(sel4rpc_parent_serve(&parent, &child) == 0, "the child's end");
    parent_expect(sel4rpc_parent_end(&parent, &child) == 0, "ending the child");
    parent_tell_balance(&parent);
    return parent_finish(&parent);
}
