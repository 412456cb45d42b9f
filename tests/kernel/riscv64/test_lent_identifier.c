/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Page tables on a lenient kernel for RISC-V, where each is also a VSpace with an identifier from the start.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

#define VADDR 0x1000000UL
#define ABOVE_USER (ABI_USER_TOP + 1)

static abi_word map_table(struct fixture *fixture, abi_word table, abi_word vspace, abi_word vaddr)
{
    return fixture_invoke(fixture, table, ABI_PAGE_TABLE_MAP, WORDS(vaddr, 0), WORDS(vspace));
}

/* Makes a page table, and with it as a VSpace maps a page. */
static abi_word new_space(struct fixture *fixture, abi_word *frame)
{
    abi_word space = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
    *frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(
        fixture_invoke(fixture, *frame, ABI_PAGE_MAP, WORDS(VADDR, ABI_RIGHT_READ, 0), WORDS(space)),
        ABI_NO_ERROR);
    return space;
}

static void a_table_with_another_capability_stays_a_vspace(void **state)
{
    struct fixture *fixture = *state;
    abi_word table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
    abi_word copy = fixture_copy(fixture, table, ABI_RIGHTS_ALL);
    assert_int_equal(map_table(fixture, table, ABI_ROOT_VSPACE, VADDR), ABI_INVALID_CAPABILITY);
    fixture_delete(fixture, table);
    assert_int_equal(map_table(fixture, copy, ABI_ROOT_VSPACE, VADDR), ABI_NO_ERROR);
    fixture_delete(fixture, copy);
    table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
    assert_int_equal(map_table(fixture, table, ABI_ROOT_VSPACE, VADDR), ABI_NO_ERROR);
}

static void a_refused_mapping_leaves_a_vspace_as_it_was(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame;
    abi_word space = new_space(fixture, &frame);
    assert_int_equal(map_table(fixture, space, ABI_ROOT_VSPACE, ABOVE_USER), ABI_INVALID_ARGUMENT);
    fixture_delete(fixture, frame);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 1);
}

static void a_vspace_that_becomes_a_table_is_empty(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame;
    abi_word space = new_space(fixture, &frame);
    assert_int_equal(map_table(fixture, space, ABI_ROOT_VSPACE, VADDR), ABI_NO_ERROR);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 1);
    fixture_delete(fixture, frame);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 1);
}

static void a_table_is_not_mapped_in_itself(void **state)
{
    struct fixture *fixture = *state;
    abi_word table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
    assert_int_equal(map_table(fixture, table, table, VADDR), ABI_INVALID_CAPABILITY);
    assert_int_equal(map_table(fixture, table, ABI_ROOT_VSPACE, VADDR), ABI_NO_ERROR);
}

#define LENIENT_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_set_up_lenient, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LENIENT_TEST(a_table_with_another_capability_stays_a_vspace),
        LENIENT_TEST(a_refused_mapping_leaves_a_vspace_as_it_was),
        LENIENT_TEST(a_vspace_that_becomes_a_table_is_empty),
        LENIENT_TEST(a_table_is_not_mapped_in_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
