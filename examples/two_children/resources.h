/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the two children may have. They compete for a device: see ../common/devices.h.
 */
#pragma once

/* The limit of each child, in bytes. */
#define STEADY_BYTES (64 * 1024)
#define GREEDY_BYTES (32 * 1024)
#define GREEDY_LEASES 6
