/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a hosted program finds done for it before main() begins:
 *
 *  - its start message has been received, and the frames mapped for it are in place;
 *  - processor exceptions are reported to the kernel as the thread's fault. When the fault handler replies,
 *    the instruction is executed again;
 *  - stdout is the kernel's debug output, a line at a time. stderr is the terminal's own;
 *  - descriptor 3 is the kernel's socket; no other is open but /dev/null at 0 and 1. The environment is
 * empty, but for what sanitizers and coverage read.
 *
 * A program that was not started by sel4host says so and exits with status 2.
 */
#pragma once

#include "user/runtime/enter.h"

/* The program's start message. In the root task it holds the boot information, see enum abi_boot. */
const struct abi_message *hosted_start_message(void);
