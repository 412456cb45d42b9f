/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The resource that the two children compete for: the PC's second serial port.
 */
#pragma once

#define COM1_FIRST_PORT 0x3f8
#define COM1_LAST_PORT 0x3ff
#define COM2_FIRST_PORT 0x2f8
#define COM2_LAST_PORT 0x2ff
#define COM2_IRQ 3

/* The limit of each child, in bytes. */
#define STEADY_BYTES (64 * 1024)
#define GREEDY_BYTES (32 * 1024)
#define GREEDY_LEASES 6
