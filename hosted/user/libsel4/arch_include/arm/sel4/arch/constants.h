/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Numbers that both word sizes of Arm share: none.
 */
#pragma once
