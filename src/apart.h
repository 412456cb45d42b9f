/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Functions that are kept out of those that call them, so that what is executed for each request stays short:
 * it has fewer registers to save, and a program carries it once.
 */
#pragma once

#define APART __attribute__((noinline))

/* The same for what is executed seldom: compiled for size. */
#define SELDOM __attribute__((noinline, cold))
