/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The end-to-end tests: the main() of their root tasks, one after another, on the platform of this one.
 */
#include "root.h"

#include <stdlib.h>
#include <string.h>

#include "../../examples/common/parent.h"
#include "fixture_threads.h"

static sel4rpc_platform_t platform;
static struct hosted_balance at_start;

/* Called by the stories in place of sel4rpc_parent_init() and sel4rpc_platform_is_balanced(). */
int suite_parent_init(sel4rpc_parent_t *parent, sel4rpc_handler_t handler, void *data);
bool suite_is_balanced(void);

int suite_parent_init(sel4rpc_parent_t *parent, sel4rpc_handler_t handler, void *data)
{
    return sel4rpc_parent_init_on(parent, &platform, handler, data);
}

bool suite_is_balanced(void)
{
    struct hosted_balance now = fixture_counting_balance();

    return now.allocations == at_start.allocations && now.slots_used == at_start.slots_used;
}

static bool is_left_out(const char *name)
{
    for (const struct suite_left_out *entry = suite_left_out; entry->name != NULL; entry++) {
        if (strcmp(entry->name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void run(const struct suite_story *story)
{
    static char name[] = "suite";
    char *argv[] = {name, story->argument, NULL};

    if (is_left_out(story->name)) {
        suite_report(SUITE_NOT_RUN, story->name);
        return;
    }
    at_start = fixture_counting_balance();
    parent_failures = 0;
    int status = story->run(story->argument != NULL ? 2 : 1, argv);
    suite_report(status == EXIT_SUCCESS ? SUITE_PASSED : SUITE_FAILED, story->name);
}

void suite_run_stories(const sel4rpc_platform_t *real)
{
    platform = *real;
    platform.vka = *fixture_vka();
    for (const struct suite_story *story = suite_stories; story->name != NULL; story++) {
        run(story);
    }
    suite_end_program("end to end");
}
