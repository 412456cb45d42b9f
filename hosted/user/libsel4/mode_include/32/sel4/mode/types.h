/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Widths of guards and badges with 32-bit words.
 */
#pragma once

#define seL4_GuardSizeShift 3 /* its lowest bit; the guard is above it */
#define seL4_GuardSizeBits 5
#define seL4_GuardBits 18
#define seL4_BadgeBits 28
