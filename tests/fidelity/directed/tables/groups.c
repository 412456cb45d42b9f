/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The groups of Arm and RISC-V.
 */
#include "directed/tables/tables.h"

const struct group *const architecture_groups[] = {huge_groups, interrupt_groups, more_groups, NULL};
