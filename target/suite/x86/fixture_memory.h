/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where memory is on a PC.
 */
#pragma once

#define FIXTURE_RAM_PADDR 0x1000000ul
#define FIXTURE_NOWHERE_PADDR 0xfee00000ul /* the local APIC, which the kernel keeps */
