/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Faults: a thread that cannot go on calls its fault handler with a message made by the kernel.
 */
#pragma once

#include "kernel/thread/thread.h"

#define FAULT_VM_LENGTH 4

/* Starts a fault of so many words, all 0. */
void fault_begin(struct fault *fault, abi_word label, unsigned length);

/* The capability to the thread's fault handler, or NULL; and whether one can be called. */
const struct capability *fault_handler(const struct kernel_thread *thread);
bool fault_can_call(const struct capability *handler);
/* Whether a thread that had this fault repeats its system call when the handler has replied. */
bool fault_repeats_call(abi_word fault);

/* Each leaves the thread blocked on its fault handler, or inactive if it has none. */
void fault_capability(struct kernel *kernel, struct kernel_thread *thread, abi_word address, bool receiving,
                      const struct lookup_failure *failure);
void fault_unknown_syscall(struct kernel *kernel, struct kernel_thread *thread, abi_word number);
void fault_user_exception(struct kernel *kernel, struct kernel_thread *thread, abi_word number,
                          abi_word code);
void fault_reported(struct kernel *kernel, struct kernel_thread *thread);

/* The handler replied with this label. */
void fault_resolve(struct kernel *kernel, struct kernel_thread *thread, abi_word label);
