/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Ends processes that hosted programs have forked and left behind.
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

/* From now on processes whose parent ends become our children. */
void orphans_init(void);

/* Collects a child that ends within a short time, with its status. Returns false if it does not end. */
bool orphans_collect(pid_t pid, int *status);

/* Ends all our children that run no thread, except those that resist. */
void orphans_end(bool (*runs_thread)(void *context, pid_t pid), void *context);
