/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The dearest requests, one for each bound of docs/security.md.
 */
#pragma once

#include "task.h"

/* Counts one section: the request that the operation names, beside `count` leases or what it is about. */
void bounds_run(const struct task *task);
