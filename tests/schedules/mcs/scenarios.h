/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a kernel with MCS runs besides: rows that follow others in test_every_schedule.c and test_seeds.c.
 */
#pragma once

#define OTHER_SCENARIOS                                                                                      \
    ,                                                                                                        \
    {                                                                                                        \
        "budgets u u", 1                                                                                     \
    }
#define OTHER_PROGRAMS                                                                                       \
    , {"end-to-end-passive", "", NULL, "all went as it should", 100},                                        \
    {                                                                                                        \
        "schedule-parent", "budgets uifor vwvw", NULL, NULL, 100                                             \
    }
