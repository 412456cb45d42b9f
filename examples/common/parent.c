/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Code shared by the examples' parents; see parent.h.
 */
#include "parent.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int parent_failures;

void parent_say(const char *format, ...)
{
    char line[160];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof(line), format, arguments);
    va_end(arguments);
    printf("%-8s| %s\n", "parent", line);
}

void parent_expect(bool as_expected, const char *what)
{
    if (!as_expected) {
        parent_say("%s: that was not expected", what);
        parent_failures++;
    }
}

void parent_tell_balance(const sel4rpc_parent_t *parent)
{
    sel4rpc_statistics_t statistics;

    sel4rpc_server_get_statistics(&parent->server, &statistics);
    parent_say("statistics: leases granted %u, back %u, still held %u; requests refused %u",
               (unsigned)statistics.granted, (unsigned)statistics.released, (unsigned)statistics.held,
               (unsigned)statistics.refused);
    parent_failures += statistics.held != 0 || statistics.granted != statistics.released;
}

int parent_finish(sel4rpc_parent_t *parent)
{
    sel4rpc_parent_clean_up(parent);
    if (!sel4rpc_platform_is_balanced()) {
        parent_say("memory or slots are LOST");
        parent_failures++;
    }
    parent_say(parent_failures == 0 ? "all went as it should" : "something FAILED");
    return parent_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
