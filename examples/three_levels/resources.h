/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The resources that go from the top level to the bottom: memory, and the PC's second serial port.
 */
#pragma once

#define COM1_FIRST_PORT 0x3f8
#define COM1_LAST_PORT 0x3ff
#define COM2_FIRST_PORT 0x2f8
#define COM2_LAST_PORT 0x2ff
#define COM2_IRQ 3

/* The limits of the child in the middle, which include everything below it. */
#define MIDDLE_BYTES (4 * 1024 * 1024)
/* One request of the grandchild; the limits allow it once, but not twice. */
#define LARGE_BITS 21
