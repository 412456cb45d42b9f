/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scenarios that only one processor has.
 */
#pragma once

/* Runs the scenario and exits with its status. Returns if the processor has no such scenario. */
void processor_run_scenario(const char *name);
