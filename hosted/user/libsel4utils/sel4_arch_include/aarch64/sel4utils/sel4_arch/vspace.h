/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How many paging structures a mapping may need.
 */
#pragma once

#include <autoconf.h>
#include <sel4utils/gen_config.h>

#define VSPACE_LEVEL_BITS 9
#define VSPACE_NUM_LEVELS 4
#define VSPACE_MAP_PAGING_OBJECTS 5
