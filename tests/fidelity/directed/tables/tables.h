/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the directed lines of Arm and RISC-V share, whose page tables are of one kind at every level.
 */
#pragma once

#include "directed/levels.h"

extern const struct group huge_groups[];
extern const struct group more_groups[]; /* of Arm, of RISC-V */
