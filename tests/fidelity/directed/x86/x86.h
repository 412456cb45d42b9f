/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the directed lines of both x86 word sizes share.
 */
#pragma once

#include "directed/directed.h"
#include "paging.h"

extern const struct group port_groups[];
extern const struct group architecture_stub_groups[];
