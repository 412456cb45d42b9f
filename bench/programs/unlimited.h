/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A client's limits that limit nothing: checks cost what they do, and none refuses.
 */
#pragma once

#include <sel4rpc/lease.h>

static const sel4rpc_limits_t unlimited = {
    .memory_bytes = SEL4RPC_UNLIMITED,
    .leases = SEL4RPC_UNLIMITED,
    .addresses = {.all = true},
    .objects = {.all = true},
    .irqs = {.all = true},
    .msis = {.all = true},
    .pins = {.all = true},
    .ports = {.all = true},
};
