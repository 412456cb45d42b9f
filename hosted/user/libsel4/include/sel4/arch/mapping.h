/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the message registers hold after a failed mapping: chosen by architecture.
 */
#pragma once

#include <sel4/sel4_arch/mapping.h>
