/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the top passes to the bottom: memory, and the PC's only second serial port.
 */
#pragma once

#define COM1_FIRST_PORT 0x3f8
#define COM1_LAST_PORT 0x3ff
#define COM2_FIRST_PORT 0x2f8
#define COM2_LAST_PORT 0x2ff
#define COM2_IRQ 3

/* What the child in the middle may hold, with all that is below it. */
#define MIDDLE_BYTES (4 * 1024 * 1024)
/* What the grandchild asks for at once: it can have it once, and not twice. */
#define LARGE_BITS 21
