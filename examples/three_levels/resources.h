/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The memory that goes from the top level to the bottom. A device does, too: see ../common/devices.h.
 */
#pragma once

/* The limits of the child in the middle, which include everything below it. */
#define MIDDLE_BYTES (8 * 1024 * 1024)
/* One request of the grandchild; the limits allow it once, but not twice. */
#define LARGE_BITS 22
