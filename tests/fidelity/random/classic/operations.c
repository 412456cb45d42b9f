/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The operations that only a kernel without MCS has.
 */
#include "random/random.h"

const struct operation scheduling_operations[] = {
    {"save-caller", 1, CNodeSaveCaller, 'C', "eD", ""},
    {"space", 3, TCBSetSpace, 'T', "-b-", "CY"},
    {"configure", 3, TCBConfigure, 'T', "-b-f", "CYF"},
    {"parameters", 1, TCBSetSchedParams, 'T', "pp", "S"},
    {0},
};
