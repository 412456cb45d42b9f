/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The paging structures of x86_64, each of its own kind.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

#define VADDR 0x1000000UL

static void assert_missing(struct fixture *fixture, abi_word bits)
{
    assert_int_equal(fixture_result(fixture, 1), 2); /* MissingCapability */
    assert_int_equal(fixture_result(fixture, 2), bits);
}

static void a_structure_needs_the_one_above_it(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        abi_word type;
        abi_word label;
        abi_word missing;
    } cases[] = {{ABI_OBJECT_PAGE_TABLE, ABI_PAGE_TABLE_MAP, 30},
                 {ABI_OBJECT_PAGE_DIRECTORY, ABI_PAGE_DIRECTORY_MAP, 39}};
    abi_word vspace = fixture_vspace(fixture);
    abi_word pdpt = fixture_retype(fixture, ABI_OBJECT_PDPT, 0, 1);
    abi_word structures[2];
    for (unsigned i = 0; i < 2; i++) {
        structures[i] = fixture_retype(fixture, cases[i].type, 0, 1);
        assert_int_equal(
            fixture_refuse(fixture, structures[i], cases[i].label, WORDS(VADDR, 0), WORDS(vspace)),
            ABI_FAILED_LOOKUP);
        assert_missing(fixture, 39);
    }
    assert_int_equal(fixture_invoke(fixture, pdpt, ABI_PDPT_MAP, WORDS(VADDR, 0), WORDS(vspace)),
                     ABI_NO_ERROR);
    assert_int_equal(
        fixture_refuse(fixture, structures[0], ABI_PAGE_TABLE_MAP, WORDS(VADDR, 0), WORDS(vspace)),
        ABI_FAILED_LOOKUP);
    assert_missing(fixture, 30);
}

static void the_methods_of_a_structure_are_its_own(void **state)
{
    struct fixture *fixture = *state;
    static const abi_word labels[] = {ABI_PAGE_DIRECTORY_MAP, ABI_PDPT_MAP, ABI_PAGE_DIRECTORY_UNMAP};
    abi_word table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(fixture_refuse(fixture, table, labels[i], WORDS(VADDR, 0), WORDS(ABI_ROOT_VSPACE)),
                         ABI_ILLEGAL_OPERATION);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(a_structure_needs_the_one_above_it),
        KERNEL_TEST(the_methods_of_a_structure_are_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
