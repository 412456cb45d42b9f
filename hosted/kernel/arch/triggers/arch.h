/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What Arm and RISC-V have: a system call, but no types of capabilities of their own.
 */
#pragma once

#include "kernel/state.h"

/* The bytes of a register, if the frame is a page of a device's registers; otherwise 0. */
unsigned arch_register_bytes(const struct kernel_frame *frame);

/* Executes the system call; false: it is another. */
bool arch_execute(struct kernel *kernel, struct kernel_thread *thread);

#define ARCH_TYPES
