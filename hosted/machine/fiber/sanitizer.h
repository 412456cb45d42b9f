/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What AddressSanitizer needs to know from code that switches stacks; nothing in builds without it.
 */
#pragma once

#include <stddef.h>
#include <string.h>

#ifndef __has_feature
#define __has_feature(feature) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)

#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>

/* Before a switch: where to keep the current stack's state, and the bounds of the stack to switch to. */
static inline void sanitizer_switch(void **own, const void *bottom, size_t size)
{
    __sanitizer_start_switch_fiber(own, bottom, size);
}

/* After it, on the other stack: that stack's state, and the bounds of the stack that was left. */
static inline void sanitizer_switched(void *own, const void **bottom, size_t *size)
{
    __sanitizer_finish_switch_fiber(own, bottom, size);
}

static inline void sanitizer_unpoison(const void *bytes, size_t count)
{
    __asan_unpoison_memory_region(bytes, count);
}

typedef unsigned long sanitizer_word __attribute__((may_alias));

/* Copies words that may be poisoned. The barrier keeps compilers from calling memcpy(), which would check. */
__attribute__((no_sanitize("address"))) static inline void sanitizer_copy(void *to, const void *from,
                                                                          size_t count)
{
    sanitizer_word *words_to = to;
    const sanitizer_word *words_from = from;

    for (size_t i = 0; i < count / sizeof(sanitizer_word); i++) {
        words_to[i] = words_from[i];
        __asm__ volatile("" ::: "memory");
    }
}

#else

static inline void sanitizer_switch(void **own, const void *bottom, size_t size)
{
    (void)own;
    (void)bottom;
    (void)size;
}

static inline void sanitizer_switched(void *own, const void **bottom, size_t *size)
{
    (void)own;
    (void)bottom;
    (void)size;
}

static inline void sanitizer_unpoison(const void *bytes, size_t count)
{
    (void)bytes;
    (void)count;
}

static inline void sanitizer_copy(void *to, const void *from, size_t count)
{
    memcpy(to, from, count);
}

#endif
