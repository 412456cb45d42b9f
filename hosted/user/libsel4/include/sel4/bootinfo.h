/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Boot information, under the older of its header's two names.
 */
#ifndef HOSTED_SEL4_BOOTINFO_H
#define HOSTED_SEL4_BOOTINFO_H

#include <sel4/types.h>
#include <sel4/bootinfo_types.h>

#endif
