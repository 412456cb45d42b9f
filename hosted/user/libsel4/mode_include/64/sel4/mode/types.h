/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Widths of guards and badges with 64-bit words.
 */
#pragma once

#define seL4_GuardSizeShift 0 /* its lowest bit; the guard is above it */
#define seL4_GuardSizeBits 6
#define seL4_GuardBits 58
#define seL4_BadgeBits 64
