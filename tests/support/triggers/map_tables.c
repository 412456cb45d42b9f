/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The paging structures of Arm and RISC-V: page tables at every level.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

void fixture_map_tables(struct fixture *fixture, abi_word vspace, abi_word vaddr)
{
    abi_word error = ABI_NO_ERROR, table = 0;

    while (error == ABI_NO_ERROR) {
        table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
        error = fixture_invoke(fixture, table, ABI_PAGE_TABLE_MAP, WORDS(vaddr, 0), WORDS(vspace));
    }
    assert_int_equal(error, ABI_DELETE_FIRST);
    fixture_delete(fixture, table);
}
