/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The capability types of 64-bit RISC-V alone: none.
 */
#pragma once
