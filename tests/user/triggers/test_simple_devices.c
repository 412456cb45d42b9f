/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the simple_t gives on Arm and RISC-V alone: interrupts with a trigger.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <simple-default/simple-default.h>
#include <vka/capops.h>

#include "support/user_fixture.h"

static cspacepath_t path;

static void take_slot(void)
{
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &path), 0);
}

static void drop(void)
{
    vka_cnode_delete(&path);
    vka_cspace_free_path(fixture_vka(), path);
}

static void a_handler_with_a_trigger_is_given_once(void **state)
{
    struct fixture_balance before = fixture_get_balance();
    cspacepath_t second;

    (void)state;
    take_slot();
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &second), 0);
    assert_int_equal(arch_simple_get_IRQ_trigger(&fixture_simple()->arch_simple, 4, 1, path), seL4_NoError);
    assert_int_equal(seL4_IRQHandler_Ack(path.capPtr), seL4_NoError);
    assert_int_equal(arch_simple_get_IRQ_trigger_cpu(&fixture_simple()->arch_simple, 4, 0, 0, second),
                     seL4_RevokeFirst);
    vka_cspace_free_path(fixture_vka(), second);
    drop();
    fixture_assert_balance(&before);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_handler_with_a_trigger_is_given_once)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
