/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames from the allocator in the child. One section: `count` frames.
 */
#pragma once

#include "task.h"

/* Each by vka_utspace_alloc(). */
void adapter_run_each(const struct task *task);
/* All by one sel4rpc_vka_alloc_many(). */
void adapter_run_batch(const struct task *task);
