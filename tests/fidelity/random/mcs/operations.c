/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The operations that only a kernel with MCS has. A scheduling context is whatever Retype made of its type.
 */
#include "random/random.h"

const struct operation scheduling_operations[] = {
    {"space", 3, TCBSetSpace, 'T', "b-", "ECY"},
    {"configure", 3, TCBConfigure, 'T', "b-f", "CYF"},
    {"parameters", 2, TCBSetSchedParams, 'T', "pp", "S?E"},
    {"timeout", 1, TCBSetTimeoutEndpoint, 'T', "", "E"},
    {"bind-context", 2, SchedContextBind, 'K', "", "T"},
    {"bind-context-ntfn", 1, SchedContextBind, 'K', "", "N"},
    {"unbind-context", 1, SchedContextUnbind, 'K', "", ""},
    {"unbind-object", 1, SchedContextUnbindObject, 'K', "", "T"},
    {0},
};
