/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The groups of x86.
 */
#include "directed/x86/x86.h"

const struct group *const architecture_groups[] = {interrupt_groups, port_groups, architecture_stub_groups,
                                                   NULL};
