/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scheduling contexts that are lent.
 */
#include "directed/directed.h"
#include "ipc/ipc.h"

const struct ipc_case context_cases[] = {
    {0},
};
