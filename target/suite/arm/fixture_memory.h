/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where memory is on qemu's board virt, Arm.
 */
#pragma once

#define FIXTURE_RAM_PADDR 0x50000000ul
#define FIXTURE_NOWHERE_PADDR 0x08000000ul /* the interrupt controller, which the kernel keeps */
