/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Whether a part of a simple_t has a function.
 */
#pragma once

#include <stdbool.h>

#include <utils/util.h>

/* True if the interface has the function; otherwise logs that it is missing. */
#define ARCH_SIMPLE_HAS(simple, function)                                                                    \
    arch_simple_is_usable((simple) != NULL && (simple)->function != NULL, #function)

static inline bool arch_simple_is_usable(bool has_function, const char *name)
{
    if (!has_function) {
        ZF_LOGE("%s: missing in the simple", name);
    }
    return has_function;
}
