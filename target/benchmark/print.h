/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Prints the tables.
 */
#pragma once

#include "loops.h"

/* A column of a table: a configuration. */
struct column {
    const char *name;
    const struct results *results;
};

/* Finds out what a tick of the counter is, and says so. Before the tables. Returns whether it counts. */
bool print_unit(void);

/* Tables of rows that have a figure in at least one column. The last column has no name. */
void print_requests(const struct column *columns);
void print_calls(const struct column *columns);
