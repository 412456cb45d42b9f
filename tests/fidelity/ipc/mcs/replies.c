/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reply objects.
 */
#include "ipc/ipc.h"

const struct ipc_case reply_cases[] = {
    {0},
};
