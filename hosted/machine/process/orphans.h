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

/* Collects a child that ends in a short while, with its status. Returns false where it does not. */
bool orphans_collect(pid_t pid, int *status);

/* Ends all children of ours that run no thread, but for those that resist. */
void orphans_end(bool (*runs_thread)(void *context, pid_t pid), void *context);
