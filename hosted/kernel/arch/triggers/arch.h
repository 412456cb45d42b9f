/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Arm and RISC-V have no types of capabilities of their own.
 */
#pragma once

#define ARCH_TYPES
