/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Large pages and page tables on x86.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

#define VADDR 0x1000000UL
#define READ_WRITE (ABI_RIGHT_READ | ABI_RIGHT_WRITE)

static abi_word map(struct fixture *fixture, abi_word frame, abi_word vspace, abi_word vaddr)
{
    return fixture_invoke(fixture, frame, ABI_PAGE_MAP, WORDS(vaddr, READ_WRITE, 0), WORDS(vspace));
}

static abi_word refuse_map(struct fixture *fixture, abi_word frame, abi_word vspace, abi_word vaddr)
{
    return fixture_refuse(fixture, frame, ABI_PAGE_MAP, WORDS(vaddr, READ_WRITE, 0), WORDS(vspace));
}

static abi_word map_table(struct fixture *fixture, abi_word table, abi_word vaddr)
{
    return fixture_invoke(fixture, table, ABI_PAGE_TABLE_MAP, WORDS(vaddr, 0), WORDS(ABI_ROOT_VSPACE));
}

static abi_word new_table(struct fixture *fixture, abi_word vaddr)
{
    abi_word table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
    assert_int_equal(map_table(fixture, table, vaddr), ABI_NO_ERROR);
    return table;
}

static void a_large_page_and_a_page_table_exclude_each_other(void **state)
{
    struct fixture *fixture = *state;
    abi_word large = fixture_slots(fixture, 1);
    abi_word table = new_table(fixture, VADDR);
    assert_int_equal(fixture_invoke(fixture, fixture->device_untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_FRAME_LARGE, 0, 0, 0, large, 1), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    assert_int_equal(refuse_map(fixture, large, ABI_ROOT_VSPACE, VADDR), ABI_DELETE_FIRST);
    fixture_delete(fixture, table);
    assert_int_equal(map(fixture, large, ABI_ROOT_VSPACE, VADDR), ABI_NO_ERROR);
    table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
    assert_int_equal(
        fixture_refuse(fixture, table, ABI_PAGE_TABLE_MAP, WORDS(VADDR, 0), WORDS(ABI_ROOT_VSPACE)),
        ABI_DELETE_FIRST);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(refuse_map(fixture, frame, ABI_ROOT_VSPACE, VADDR), ABI_FAILED_LOOKUP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(a_large_page_and_a_page_table_exclude_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
