/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Programs' processor exceptions: each is reported with its number, and a handler can resolve it.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "runner.h"

static struct runner runner;

static void sel4host_fault_of_root_task_ends_it_with_message(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "crash");
    runner_assert(&runner, 128 + SIGSEGV, "");
    assert_non_null(strstr(runner.error_text, "root task"));
    assert_non_null(strstr(runner.error_text, "0x1234000"));
}

static void memory_fault_is_resolved_by_mapping(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "resolve_fault");
    runner_assert(&runner, 0, "VM fault at 0x44000000\nexception 0x1000 code 0\n");
}

static void memory_stale_mapping_faults(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "stale_mapping");
    runner_assert(&runner, 0, "VM fault at 0x44000000\n");
}

static void memory_read_only_mapping_refuses_writes_until_remapped(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "read_only");
    runner_assert(&runner, 0, "VM fault at 0x44000000\nexception 0x1000 code 0\n");
}

static void memory_mapping_undone_before_it_is_sent_is_not_seen(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "replace_mapping");
    runner_assert(&runner, 0, "VM fault at 0x44000000\nexception 0x1000 code 0\n0 5\n");
}

static void child_illegal_instruction_is_an_exception(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "child_and_bystander", "illegal");
    runner_assert(&runner, 0, "exception " ILLEGAL_INSTRUCTION " code 0\nbystander: 42\n");
}

static void child_breakpoint_is_an_exception(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "child_and_bystander", "breakpoint");
    runner_assert(&runner, 0, "exception " BREAKPOINT " code 0\nbystander: 42\n");
}

static void child_call_of_nowhere_is_a_fault_in_fetching(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "child_and_bystander", "astray");
    runner_assert(&runner, 0, "VM fault at 0x44000000" IN_FETCHING "\nbystander: 42\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sel4host_fault_of_root_task_ends_it_with_message),
        cmocka_unit_test(memory_fault_is_resolved_by_mapping),
        cmocka_unit_test(memory_stale_mapping_faults),
        cmocka_unit_test(memory_read_only_mapping_refuses_writes_until_remapped),
        cmocka_unit_test(memory_mapping_undone_before_it_is_sent_is_not_seen),
        cmocka_unit_test(child_illegal_instruction_is_an_exception),
        cmocka_unit_test(child_breakpoint_is_an_exception),
        cmocka_unit_test(child_call_of_nowhere_is_a_fault_in_fetching),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
