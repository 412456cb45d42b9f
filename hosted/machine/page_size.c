/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The host's pages: see page_size.h.
 */
#include "machine/page_size.h"

#include <stdio.h>

#include "kernel/abi.h"

bool page_size_check(const char *command, long bytes)
{
    long wanted = 1L << ABI_PAGE_BITS;

    if (bytes != wanted) {
        fprintf(stderr, "%s: hosted seL4 needs a Linux with pages of %ld bytes, this one's have %ld\n",
                command, wanted, bytes);
    }
    return bytes == wanted;
}
