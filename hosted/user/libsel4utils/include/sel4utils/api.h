/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Small wrappers of the seL4 interface that hide differences between kernels.
 */
#pragma once

#include <sel4/sel4.h>
#include <sel4utils/mcs_api.h>

/* The word that gives a CNode capability a guard. */
static inline seL4_Word api_make_guard_word(seL4_Word guard, seL4_Word guard_size)
{
    return seL4_CNode_CapData_new(guard, guard_size).words[0];
}

/* A guard of zeroes, which skips the leading bits of a small number. */
static inline seL4_Word api_make_guard_skip_word(seL4_Word guard_size)
{
    return api_make_guard_word(0, guard_size);
}
