/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Page tables of one kind at every level, as on Arm and RISC-V.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "kernel/memory/vspace.h"
#include "kernel_kinds.h"
#include "support/kernel_fixture.h"

#define VADDR 0x1000000UL
#define READ_WRITE (ABI_RIGHT_READ | ABI_RIGHT_WRITE)

static abi_word map(struct fixture *fixture, abi_word frame, abi_word vspace, abi_word vaddr)
{
    return fixture_invoke(fixture, frame, ABI_PAGE_MAP, WORDS(vaddr, READ_WRITE, 0), WORDS(vspace));
}

static void assert_missing(struct fixture *fixture, abi_word bits)
{
    assert_int_equal(fixture_result(fixture, 1), 2); /* MissingCapability */
    assert_int_equal(fixture_result(fixture, 2), bits);
}

static abi_word map_table(struct fixture *fixture, abi_word table, abi_word vspace)
{
    return fixture_invoke(fixture, table, ABI_PAGE_TABLE_MAP, WORDS(VADDR, 0), WORDS(vspace));
}

static void a_page_table_goes_where_one_is_missing_from_the_top(void **state)
{
    struct fixture *fixture = *state;
    abi_word vspace = fixture_vspace(fixture);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    for (unsigned level = ABI_TABLE_LEVELS - 1; level > 0; level--) {
        assert_int_equal(map(fixture, frame, vspace, VADDR), ABI_FAILED_LOOKUP);
        assert_missing(fixture, ABI_PAGE_BITS + level * ABI_TABLE_INDEX_BITS);
        abi_word table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
        assert_int_equal(map_table(fixture, table, vspace), ABI_NO_ERROR);
    }
    abi_word table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
    assert_int_equal(map_table(fixture, table, vspace), ABI_DELETE_FIRST);
    assert_int_equal(map(fixture, frame, vspace, VADDR), ABI_NO_ERROR);
}

static void a_page_table_is_mapped_at_another_level_when_it_was_unmapped(void **state)
{
    struct fixture *fixture = *state;
    abi_word vspace = fixture_vspace(fixture), table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(map_table(fixture, table, vspace), ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, table, ABI_PAGE_TABLE_UNMAP, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    for (unsigned i = 2; i < ABI_TABLE_LEVELS; i++) {
        abi_word above = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
        assert_int_equal(map_table(fixture, above, vspace), ABI_NO_ERROR);
    }
    assert_int_equal(map_table(fixture, table, vspace), ABI_NO_ERROR);
    assert_int_equal(map(fixture, frame, vspace, VADDR), ABI_NO_ERROR);
    assert_int_equal(fixture_last_event(fixture, EVENT_MAP)->words[0], VADDR);
}

static void a_large_page_over_a_page_table_is_looked_up_too_deep(void **state)
{
    struct fixture *fixture = *state;
    abi_word large = fixture_slots(fixture, 1);
    fixture_map_tables(fixture, ABI_ROOT_VSPACE, VADDR);
    assert_int_equal(fixture_invoke(fixture, fixture->device_untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_FRAME_LARGE, 0, 0, 0, large, 1), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    assert_int_equal(map(fixture, large, ABI_ROOT_VSPACE, VADDR), ABI_FAILED_LOOKUP);
    assert_missing(fixture, ABI_PAGE_BITS);
}

static void a_page_over_another_is_refused_unless_it_replaces_it(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 2);
    fixture_map_tables(fixture, ABI_ROOT_VSPACE, VADDR);
    assert_int_equal(map(fixture, frame, ABI_ROOT_VSPACE, VADDR), ABI_NO_ERROR);
    assert_int_equal(map(fixture, frame + 1, ABI_ROOT_VSPACE, VADDR),
                     PAGES_ARE_REPLACED ? ABI_NO_ERROR : ABI_DELETE_FIRST);
    assert_int_equal(map(fixture, frame, ABI_ROOT_VSPACE, VADDR), ABI_NO_ERROR);
}

static void get_trigger_issues_a_line_once_whatever_the_trigger(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 2);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET_TRIGGER,
                                    WORDS(4, 1, slot, ABI_WORD_BITS), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    assert_string_equal(fixture_slot_name(fixture, slot), "irq-handler");
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET,
                                    WORDS(4, slot + 1, ABI_WORD_BITS), WORDS(ABI_ROOT_CNODE)),
                     ABI_REVOKE_FIRST);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET_TRIGGER,
                                    WORDS(KERNEL_IRQ_LINES, 0, slot + 1, ABI_WORD_BITS),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_RANGE_ERROR);
    assert_int_equal(fixture_result(fixture, 0), ABI_IRQ_FIRST);
    assert_int_equal(fixture_result(fixture, 1), KERNEL_IRQ_LINES - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(a_page_table_goes_where_one_is_missing_from_the_top),
        KERNEL_TEST(a_page_table_is_mapped_at_another_level_when_it_was_unmapped),
        KERNEL_TEST(a_large_page_over_a_page_table_is_looked_up_too_deep),
        KERNEL_TEST(a_page_over_another_is_refused_unless_it_replaces_it),
        KERNEL_TEST(get_trigger_issues_a_line_once_whatever_the_trigger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
