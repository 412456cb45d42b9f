/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What differs on Arm: caches are flushed.
 */
#pragma once

#include "kernel/capability/invoke.h"

/* The methods of these types of capabilities. */
extern const struct method frame_methods[];
extern const struct method vspace_methods[];
extern const struct method irq_control_methods[];

/* What DebugCapIdentify says of each type. */
extern const uint8_t capability_numbers[CAPABILITY_TYPE_COUNT];

/* Executes a system call that only some architectures have; false: this one has not. */
bool arch_execute(struct kernel *kernel, struct kernel_thread *thread);

/* Rows of the table of types that only this architecture has. */
#define ARCH_TYPES

abi_word page_flush(struct invocation *invocation);
abi_word vspace_flush(struct invocation *invocation);
