/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The two parts of the program.
 */
#pragma once

#define RANDOM_ROUNDS 320

/* Prints a line for each directed call. */
void directed(void);

/* Makes one round of random calls. Prints a digest of all its lines, or the lines themselves. */
void random_round(unsigned round, int all_lines);
