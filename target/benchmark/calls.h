/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel calls of a grant and a free, each by itself, in the root task.
 */
#pragma once

#include "loops.h"

/* Returns 0, or an error. Writes the rows CALL_. */
int measure_calls(vka_t *vka, struct results *results);
