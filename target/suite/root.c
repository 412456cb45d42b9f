/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The suite's root task.
 */
#include "root.h"

#include <stdio.h>
#include <stdlib.h>

/* Counts the tests that were not even compiled. */
static void count_not_built(void)
{
    for (const struct suite_left_out *test = suite_not_built; test->name != NULL; test++) {
        suite_report(SUITE_NOT_RUN, test->name);
    }
    suite_end_program("tests that cannot be built here");
}

int main(void)
{
    static sel4rpc_parent_t parent;

    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0) {
        return EXIT_FAILURE;
    }
    suite_run_images(&parent);
    count_not_built();
    suite_print_total();
    return EXIT_SUCCESS;
}
