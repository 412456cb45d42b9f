/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The mark around what is counted; see driver/meter.c. Without a meter it does nothing.
 */
#pragma once

#include <sel4/sel4.h>

static inline void mark(void)
{
    seL4_Yield();
}
