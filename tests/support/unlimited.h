/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Limits for a client that refuse nothing.
 */
#pragma once

#include <sel4rpc/lease.h>

/* All numbers of each kind, for the members of sel4rpc_limits_t that hold sets. */
#define ALL_NUMBERS                                                                                          \
    .addresses = {.all = true}, .objects = {.all = true}, .irqs = {.all = true}, .msis = {.all = true},      \
    .pins = {.all = true}, .ports = {.all = true}

static const sel4rpc_limits_t unlimited = {
    .memory_bytes = SEL4RPC_UNLIMITED,
    .leases = SEL4RPC_UNLIMITED,
    ALL_NUMBERS,
};
