/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Boot information, under the older of its header's two names.
 */
#pragma once

#include <sel4/types.h>
#include <sel4/bootinfo_types.h>
