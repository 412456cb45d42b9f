/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Counts of calls by name, and of those that failed, as `strace -c` prints them.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Counts a call by its name. What comes after the first so many names is not counted. */
void trace_summary_add_call(const char *name, bool failed);

/* Counts a request, in words, by its first two: the kind and the action. */
void trace_summary_add_request(const char *request, bool failed);

/* Writes a table of calls, and one of requests, the most frequent first. */
void trace_summary_write(void (*write)(void *context, const char *bytes, size_t count), void *context);
