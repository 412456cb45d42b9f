/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Nothing but what every kernel runs.
 */
#pragma once

#define OTHER_SCENARIOS
#define OTHER_PROGRAMS
