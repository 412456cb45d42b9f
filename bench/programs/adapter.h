/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames from the allocator in the child. One section: `count` frames.
 */
#pragma once

#include "task.h"

/* One vka_utspace_alloc() for each frame. */
void adapter_run_each(const struct task *task);
/* One sel4rpc_vka_alloc_many() for all. */
void adapter_run_batch(const struct task *task);
