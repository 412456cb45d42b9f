/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * System calls for debugging.
 */
#pragma once

#include "kernel/thread/thread.h"

/* Executes the debug call that is in the thread's message. */
void debug_execute(struct kernel *kernel, struct kernel_thread *thread);
