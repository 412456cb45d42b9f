/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Arithmetic on powers of two, and the usual macros that evaluate each argument once.
 *
 * They name their copies of the arguments with a counter, so that they can be nested.
 */
#pragma once

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <utils/attribute.h>
#include <utils/builtin.h>
#include <utils/stringify.h>

#define BIT(n) (1ul << (n))
#define LLBIT(n) (1ull << (n))
#define MASK_UNSAFE(x) (BIT(x) - 1ul)

/* The lowest n bits set, n from 1 to the word's width. */
#define MASK(n) (MASK_UNSAFE((n)-1) | BIT((n)-1))

#define IS_ALIGNED(n, b) (!((n)&MASK(b)))
#define LOG_BASE_2(n) (sizeof(unsigned long) * CHAR_BIT - (size_t)CLZL(n) - 1)
#define IS_POWER_OF_2_OR_ZERO(x) (0 == ((x) & ((x)-1)))
#define IS_POWER_OF_2(x) (((x) != 0) && IS_POWER_OF_2_OR_ZERO(x))
#define ALIGN_UP(x, n) (((x) + (n)-1) & ~((n)-1))
#define ALIGN_DOWN(x, n) ((x) & ~((n)-1))
#define ROUND_DOWN_UNSAFE(n, b) ((n) - ((n) % (b)))
#define ROUND_UP_UNSAFE(n, b) ((n) + ((n) % (b) == 0 ? 0 : ((b) - ((n) % (b)))))
#define MIN_UNSAFE(x, y) ((x) < (y) ? (x) : (y))
#define MAX_UNSAFE(x, y) ((x) > (y) ? (x) : (y))
#define ARRAY_SIZE(x) (sizeof(x) / sizeof((x)[0]))

/* Applies an unsafe macro to copies of the two arguments. */
#define ARITH_ONCE_NAMED(macro, a, b, copy_a, copy_b)                                                        \
    __extension__({                                                                                          \
        __typeof__(a) copy_a = (a); /* NOLINT(bugprone-macro-parentheses): declared */                       \
        __typeof__(b) copy_b = (b); /* NOLINT(bugprone-macro-parentheses): declared */                       \
        macro(copy_a, copy_b);                                                                               \
    })
#define ARITH_ONCE_COUNTED(macro, a, b, n) ARITH_ONCE_NAMED(macro, a, b, JOIN(arith_a, n), JOIN(arith_b, n))
#define ARITH_ONCE(macro, a, b) ARITH_ONCE_COUNTED(macro, a, b, __COUNTER__)

#define ARITH_DIV_ROUND_UP(n, d) ((n) / (d) + ((n) % (d) == 0 ? 0 : 1))

#define ROUND_DOWN(n, b) ARITH_ONCE(ROUND_DOWN_UNSAFE, n, b)
#define ROUND_UP(n, b) ARITH_ONCE(ROUND_UP_UNSAFE, n, b)
#define DIV_ROUND_UP(n, d) ARITH_ONCE(ARITH_DIV_ROUND_UP, n, d)
#define MIN(a, b) ARITH_ONCE(MIN_UNSAFE, a, b)
#define MAX(a, b) ARITH_ONCE(MAX_UNSAFE, a, b)
