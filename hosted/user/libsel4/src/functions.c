/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Each thread's own IPC buffer. The runtime sets that of a thread which starts.
 */
#include <sel4/functions.h>

static seL4_IPCBuffer first_buffer;

LIBSEL4_THREAD_LOCAL seL4_IPCBuffer *__sel4_ipc_buffer = &first_buffer;

/* See user/runtime/thread.h. */
void **hosted_ipc_buffer(void);

void **hosted_ipc_buffer(void)
{
    return (void **)&__sel4_ipc_buffer;
}
