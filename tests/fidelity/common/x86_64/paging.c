/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The VSpace of x86_64.
 */
#include "paging.h"

const seL4_Word vspace_type = seL4_X64_PML4Object;
