/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Limits for a client that refuse nothing, but whose checks cost as much as any.
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
