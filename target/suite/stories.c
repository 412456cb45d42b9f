/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The end-to-end tests: the main() of their root tasks, one after another, on the platform of this one.
 */
#include "root.h"

#include <cmocka.h>
#include <stdlib.h>

#include "../../examples/common/parent.h"
#include "fixture_threads.h"

static sel4rpc_platform_t platform;
static struct hosted_balance at_start;
static const struct suite_story *story;

/* Called by the stories in place of sel4rpc_parent_init(), sel4rpc_platform_is_balanced() and exit(). */
int suite_parent_init(sel4rpc_parent_t *parent, sel4rpc_handler_t handler, void *data);
bool suite_is_balanced(void);
void suite_parent_exit(int status) __attribute__((noreturn));

int suite_parent_init(sel4rpc_parent_t *parent, sel4rpc_handler_t handler, void *data)
{
    return sel4rpc_parent_init_on(parent, &platform, handler, data);
}

bool suite_is_balanced(void)
{
    struct hosted_balance now = fixture_counting_balance();

    return now.allocations == at_start.allocations && now.slots_used == at_start.slots_used;
}

void suite_parent_exit(int status)
{
    fail_msg("it exits with status %d", status);
}

static void run_story(void **state)
{
    static char name[] = "suite";
    char *argv[] = {name, story->argument, NULL};

    (void)state;
    at_start = fixture_counting_balance();
    parent_failures = 0;
    assert_int_equal(story->run(story->argument != NULL ? 2 : 1, argv), EXIT_SUCCESS);
}

void suite_run_stories(const sel4rpc_platform_t *real)
{
    platform = *real;
    platform.vka = *fixture_vka();
    for (story = suite_stories; story->name != NULL; story++) {
        (void)suite_run_tests(&(const struct CMUnitTest){story->name, run_story, NULL, NULL}, 1);
    }
    suite_end_program("end to end");
}
