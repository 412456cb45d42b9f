/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the examples' parents share: a voice, and a count of what went wrong.
 */
#pragma once

#include <sel4rpc/child.h>
#include <sel4rpc/parent.h>

/* Prints one line, with the parent's name before it. */
void parent_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* How many things did not go as they should. */
extern int parent_failures;

/* Says so, and counts it, if something is not as it was expected. */
void parent_expect(bool as_expected, const char *what);

/* Cleans the parent up, checks that everything is back, and says how it all went. Returns main()'s exit
 * status. */
int parent_finish(sel4rpc_parent_t *parent);
