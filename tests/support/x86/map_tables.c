/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The paging structures of x86.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

/* The paging structures below the VSpace, the highest first. */
static const struct {
    abi_word type;
    abi_word label;
} tables[] = {
#if __SIZEOF_LONG__ == 8
    {ABI_OBJECT_PDPT, ABI_PDPT_MAP},
    {ABI_OBJECT_PAGE_DIRECTORY, ABI_PAGE_DIRECTORY_MAP},
#endif
    {ABI_OBJECT_PAGE_TABLE, ABI_PAGE_TABLE_MAP},
};

void fixture_map_tables(struct fixture *fixture, abi_word vspace, abi_word vaddr)
{
    for (unsigned i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        abi_word table = fixture_retype(fixture, tables[i].type, 0, 1);
        abi_word error = fixture_invoke(fixture, table, tables[i].label, WORDS(vaddr, 0), WORDS(vspace));
        if (error == ABI_DELETE_FIRST) {
            fixture_delete(fixture, table);
        } else {
            assert_int_equal(error, ABI_NO_ERROR);
        }
    }
}
