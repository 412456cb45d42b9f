/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A kernel with one core.
 */
#include "arch/arch.h"

const unsigned srpc_target_cores = 1;
