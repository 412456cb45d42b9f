/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Compiler attributes by short names.
 */
#pragma once

#define ALIGN(n) __attribute__((__aligned__(n)))
#define NO_INLINE __attribute__((noinline))
#define ALWAYS_INLINE __attribute__((always_inline))
#define CLEANUP(fn) __attribute__((cleanup(fn)))
#define COLD __attribute__((cold))
#define DEPRECATED(msg) __attribute__((deprecated(msg)))
#define FORMAT(archetype, string_index, first_to_check)                                                      \
    __attribute__((format(archetype, string_index, first_to_check)))
#define NONNULL(...) __attribute__((__nonnull__(__VA_ARGS__)))
#define NONNULL_ALL __attribute__((__nonnull__))
#define NORETURN __attribute__((__noreturn__))
#define PACKED __attribute__((__packed__))
#define SECTION(sect) __attribute__((section(sect)))
#define UNUSED __attribute__((__unused__))
#define USED __attribute__((__used__))
#define WARN_UNUSED_RESULT __attribute__((warn_unused_result))
#define WEAK __attribute__((weak))
