/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Hooks: they refuse or change a request, or change an answer, each of one thread only.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"

#define CHILD "fibers-child"

static bool is_call_of_the_echo(const char *program, const struct abi_message *message)
{
    return strcmp(program, ROOT) == 0 && message->what == ABI_SYS_CALL &&
           ABI_INFO_LENGTH(message->info) == 1 && message->mr[0] == 41;
}

static bool refuse(void *context, struct kernel_thread *thread, const char *program,
                   struct abi_message *message)
{
    (void)context;
    (void)thread;
    if (!is_call_of_the_echo(program, message)) {
        return false;
    }
    message->info = ABI_INFO(9, 0, 0, 1);
    message->mr[0] = 5;
    return true;
}

static bool alter_request(void *context, struct kernel_thread *thread, const char *program,
                          struct abi_message *message)
{
    (void)context;
    (void)thread;
    if (is_call_of_the_echo(program, message)) {
        message->mr[0] = 50;
    }
    return false;
}

static void alter_answer(void *context, struct kernel_thread *thread, const char *program,
                         struct abi_message *message)
{
    (void)context;
    (void)thread;
    if (strcmp(program, CHILD) == 0 && ABI_INFO_LENGTH(message->info) == 1 && message->mr[0] == 41) {
        message->mr[0] = 60;
    }
}

static void run_with(const struct fiber_hooks *hooks, const char *output)
{
    struct runs runs;

    fixture_init(&runs);
    runs.options.hooks = hooks;
    for (uint64_t seed = 0; seed < 10; seed++) {
        runs.options.requests_at_once = seed % 2 != 0;
        fixture_run(&runs, ROOT, "call", seed);
        fixture_assert(&runs, FIBER_EXITED, 0, output);
    }
    fixture_clean_up(&runs);
}

static void request_that_no_hook_changes_is_executed(void **state)
{
    (void)state;
    run_with(NULL, "0 42\n");
}

static void request_that_is_refused_gets_the_hooks_answer(void **state)
{
    const struct fiber_hooks hooks = {.request = refuse};

    (void)state;
    run_with(&hooks, "9 5\n");
}

static void request_that_is_altered_arrives_so(void **state)
{
    const struct fiber_hooks hooks = {.request = alter_request};

    (void)state;
    run_with(&hooks, "0 51\n");
}

static void answer_that_is_altered_arrives_so(void **state)
{
    const struct fiber_hooks hooks = {.answer = alter_answer};

    (void)state;
    run_with(&hooks, "0 61\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(request_that_no_hook_changes_is_executed),
        cmocka_unit_test(request_that_is_refused_gets_the_hooks_answer),
        cmocka_unit_test(request_that_is_altered_arrives_so),
        cmocka_unit_test(answer_that_is_altered_arrives_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
