/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Deadlocks: every thread waits for another, and no input can come.
 */
#pragma once

#include <stdbool.h>

struct machine;

/*
 * Whether every process sleeps. One that runs, or that a debugger has stopped, may still end, or close its
 * socket, though its thread waits in the kernel.
 */
bool deadlock_all_sleep(const struct machine *machine);

/* Tells on standard error what each thread waits in, and stops the machine. */
void deadlock_stop(struct machine *machine);
