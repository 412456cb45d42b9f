/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the directed lines of both x86 word sizes share.
 */
#pragma once

#include "directed/directed.h"

extern const struct group paging_groups[]; /* the word size's */
extern const struct group asid_groups[];
extern const struct group interrupt_groups[];
extern const struct group port_groups[];
