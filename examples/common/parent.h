/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Code shared by the examples' parents: printing, and counting what went wrong.
 */
#pragma once

#include <sel4rpc/child.h>
#include <sel4rpc/parent.h>

/* Records of a parent's pool. */
#define PARENT_RECORDS 64

/* Prints one line, prefixed with the parent's name. */
void parent_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The number of failures. */
extern int parent_failures;

/* Prints and counts a failure if something is not as expected. */
void parent_expect(bool as_expected, const char *what);

/*
 * Prints what the server has granted, and what has been released of it; counts a failure if something is
 * still held.
 */
void parent_tell_balance(const sel4rpc_parent_t *parent);

/*
 * Cleans up the parent, checks that everything has been freed, and prints a summary. Returns main()'s exit
 * status.
 */
int parent_finish(sel4rpc_parent_t *parent);
