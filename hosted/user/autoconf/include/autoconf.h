/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The configuration of hosted seL4, under the names that a seL4 build generates.
 */
#pragma once

#include <kernel/gen_config.h>
#include <sel4/gen_config.h>
#include <sel4utils/gen_config.h>
#include <utils/gen_config.h>
