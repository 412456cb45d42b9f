/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Compiler builtins by short names.
 */
#pragma once

#include <assert.h>

#define CTZ(x) __builtin_ctz(x)
#define CLZ(x) __builtin_clz(x)
#define CTZL(x) __builtin_ctzl(x)
#define CLZL(x) __builtin_clzl(x)
#define FFS(x) __builtin_ffs(x)
#define FFSL(x) __builtin_ffsl(x)
#define POPCOUNT(x) __builtin_popcount(x)
#define POPCOUNTL(x) __builtin_popcountl(x)
#define OFFSETOF(type, member) __builtin_offsetof(type, member)
#define IS_CONSTANT(expr) __builtin_constant_p(expr)

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

#define UNREACHABLE()                                                                                        \
    do {                                                                                                     \
        assert(!"unreachable");                                                                              \
        __builtin_unreachable();                                                                             \
    } while (0)
