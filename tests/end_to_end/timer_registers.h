/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What only an architecture's registers can do, by a file for each.
 */
#pragma once

#include "../../examples/common/timer.h"

/* Accesses the timer's registers as a whole, in parts, and beyond. Counts a failure for each surprise. */
void test_registers(struct timer *timer);
