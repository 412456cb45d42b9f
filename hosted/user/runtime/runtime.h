/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What is done for a hosted program before main() begins:
 *
 *  - its start message has been received, and its frames are mapped;
 *  - processor exceptions become faults of its thread; when the fault handler replies, the instruction is
 *    executed again;
 *  - stdout is the kernel's debug output, one line at a time; stderr is the terminal's own;
 *  - descriptor 3 is the kernel's socket, and a further thread gets one of its own; only /dev/null is open
 *    besides, at 0 and 1; the environment holds only what sanitizers and coverage read.
 *
 * A program that was not started by sel4host says so and exits with status 2.
 */
#pragma once

#include "user/runtime/enter.h"

/* The program's start message. In the root task it holds the boot information, see enum abi_boot. */
const struct abi_message *hosted_start_message(void);
