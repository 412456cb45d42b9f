/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * System calls.
 */
#pragma once

#include "kernel/thread/thread.h"

/* Sends the thread's message to the capability at an address. */
void entry_send(struct kernel *kernel, struct kernel_thread *thread, abi_word address, bool blocking,
                bool call);
/* Receives from the capability in the thread's message. */
void entry_receive(struct kernel *kernel, struct kernel_thread *thread, bool blocking);

/* Executes the debug call that is in the thread's message. */
void debug_execute(struct kernel *kernel, struct kernel_thread *thread);
