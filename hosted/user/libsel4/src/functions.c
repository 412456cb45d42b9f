/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Each thread's own IPC buffer.
 */
#include <sel4/functions.h>

static LIBSEL4_THREAD_LOCAL seL4_IPCBuffer first_buffer;

LIBSEL4_THREAD_LOCAL seL4_IPCBuffer *__sel4_ipc_buffer = &first_buffer;
