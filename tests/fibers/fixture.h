/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Runs the test programs on the fiber machine, by scenario name, with a seed.
 *
 * "fibers-machine-root" is the root task of the process machine's tests, "fibers-root" that of
 * programs/root.c. Both have programs/child.c for their children.
 */
#pragma once

#include "runs.h"

#define MACHINE_ROOT "fibers-machine-root"
#define ROOT "fibers-root"

/* Like runs_init(), but traces all runs. */
void fixture_init(struct runs *runs);
void fixture_clean_up(struct runs *runs);

/* Runs a root task in the scenario that the arguments name. */
void fixture_run(struct runs *runs, const char *root, const char *arguments, uint64_t seed);

/* Fails the test unless the last run ended like this, printed this, and left the kernel consistent. */
void fixture_assert(struct runs *runs, enum fiber_end end, int status, const char *output);

/* Returns the trace of the last run of any machine, NUL-terminated; valid until the next run. */
const char *fixture_trace(void);

/* Returns how often `text` occurs in the output of the last run. */
unsigned fixture_count(const struct runs *runs, const char *text);
