/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the programs agree on.
 */
#pragma once

#include <sel4/sel4.h>

/* MR0 of the message that a child sends before it finishes; MR1 and MR2 tell how many checks passed and
 * failed. */
#define CHECKS_COUNTED ((seL4_Word)0xc4ec)

/* The capabilities that the parent offers: a notification and, with MCS, SchedControl; and one that it does
 * not. */
#define OFFERED_NAME 7
#define SCHED_CONTROL_NAME 8
#define UNKNOWN_NAME 9

/* The limits of a child. */
#define LIMIT_BYTES ((uint64_t)64 * 1024 * 1024)
#define LIMIT_LEASES 512
