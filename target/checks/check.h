/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checks: each has a sentence, which is printed if it fails. The programs add up how many passed and failed.
 */
#pragma once

#include <stdbool.h>

/* The checks of this program. */
extern unsigned checks_passed, checks_failed;

/* Returns whether it passed. */
bool check(bool passed, const char *what);
/* Checks the result of a call of the library, seL4's or a vka's. Returns whether it is the expected one. */
bool check_result(int expected, int result, const char *what);
