/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Programs that break the protocol, crash or vanish: sel4host ends each and reports it to its fault endpoint,
 * and all others go on.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "outcome.h"
#include "runner.h"

struct hostile_case {
    const char *name, *scenario, *output;
};

static const struct hostile_case cases[] = {
    {"hostile_short_packet_is_ended", "short", ENDED},
    {"hostile_empty_packet_is_ended", "empty", ENDED},
    {"hostile_packet_longer_than_told_is_ended", "too_long", ENDED},
    {"hostile_packet_shorter_than_told_is_ended", "too_short", ENDED},
    {"hostile_length_above_limit_is_ended", "length", ENDED},
    {"hostile_huge_packet_is_ended", "huge", ENDED},
    {"hostile_garbage_is_ended", "garbage", ENDED},
    {"hostile_flood_is_ended", "flood", ENDED},
    {"hostile_two_requests_are_answered_in_turn", "two_requests", EXITED(0)},
    {"hostile_exit_with_answer_unread_is_told", "ignore", EXITED(6)},
    {"hostile_closed_socket_is_ended", "close", ENDED},
    {"hostile_closed_socket_while_blocked_is_ended", "close_blocked", ENDED},
    {"hostile_shut_down_socket_is_ended", "shutdown", ENDED},
    {"hostile_descriptors_are_dropped", "descriptors", EXITED(0)},
    {"hostile_unknown_system_call_is_a_fault", "unknown", "unknown system call\n"},
    {"child_exit_is_told", "exit", EXITED(7)},
    {"child_killed_is_told", "kill", ENDED},
    {"child_killed_by_sent_signal_is_told", "sent_signal", "exception 0x1001 code 8\n"},
    {"child_may_have_few_descriptors", "few_descriptors", EXITED(0)},
    {"child_inherits_its_socket_and_nothing_else", "inherited", EXITED(0)},
};
#define CASES (sizeof(cases) / sizeof(cases[0]))

static void run_case(void **state)
{
    const struct hostile_case *test = *state;
    static struct runner runner;
    char output[128];
    RUNNER_RUN(&runner, "", "child_and_bystander", test->scenario);
    snprintf(output, sizeof(output), "%sbystander: 42\n", test->output);
    runner_assert(&runner, 0, output);
}

int main(void)
{
    struct CMUnitTest tests[CASES];
    for (size_t i = 0; i < CASES; i++) {
        tests[i] = (struct CMUnitTest){
            .name = cases[i].name, .test_func = run_case, .initial_state = (void *)(uintptr_t)&cases[i]};
    }
    return _cmocka_run_group_tests("hostile", tests, CASES, NULL, NULL);
}
