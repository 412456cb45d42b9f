/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Lines for libsel4's functions.
 */
#pragma once

#include "directed/directed.h"
#include "paging.h"

/* A line with what a function returned, and the message registers that belong to that error. */
void stub(const char *key, seL4_Error error);
