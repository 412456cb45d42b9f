/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Units of time.
 */
#pragma once

#define MS_IN_S 1000ull
#define US_IN_MS 1000ull
#define US_IN_S 1000000ull
#define NS_IN_US 1000ull
#define NS_IN_MS 1000000ull
#define NS_IN_S 1000000000ull
