/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scenarios of the machine's tests that only one processor has.
 */
#pragma once

/* Runs the scenario, and exits as it says. Returns if the processor has none of that name. */
void processor_run_scenario(const char *name);
