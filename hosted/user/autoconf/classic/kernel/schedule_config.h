/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The hosted kernel's configuration without MCS.
 */
#pragma once

#define CONFIG_TIMER_TICK_MS 2
