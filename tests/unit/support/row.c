/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checks of limits, row by row.
 */
#include "row.h"

static void assert_row(struct served *served, const struct row *row)
{
    register_client(served, A_CLIENT, &row->limits);
    for (size_t i = 0; i < MOST_HELD && row->held[i].which_msg != 0; i++) {
        (void)serve_granted(served, &row->held[i]);
    }
    AccountMessage before = account_of(served, A_CLIENT);
    if (row->error != seL4_NoError) {
        assert_refused(served, &row->request, row->error);
        assert_account(served, A_CLIENT, before.leases, before.memory_bytes);
    } else {
        (void)serve_granted(served, &row->request);
        assert_int_equal(account_of(served, A_CLIENT).leases, before.leases + 1);
    }
    assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
}

void assert_rows(struct served *served, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_row(served, &rows[i]);
    }
}
