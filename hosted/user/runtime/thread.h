/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Further threads of a program.
 */
#pragma once

#include <stdbool.h>

#include "kernel/abi.h"

/* Makes a Linux thread that runs a hosted thread, with this socket to the kernel, which is its own from now
 * on. If Linux refuses, the socket is closed. Not in a signal handler. */
void thread_create(int socket);

/* Whether the program has ever had several threads. */
bool thread_were_several(void);

/* Returns the address of the calling thread's __sel4_ipc_buffer. Missing in programs without libsel4. */
__attribute__((weak)) void **hosted_ipc_buffer(void);
