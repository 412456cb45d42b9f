/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Choices that a test leaves open: random ones, the same for the same seed, or those that a string of bytes
 * makes, as a fuzzer gives them. When the bytes are used up, every choice is 0.
 */
#pragma once

#include "support/random.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct choices {
    bool by_bytes;
    const uint8_t *bytes;
    size_t left;
    struct random random;
};

static inline struct choices choices_random(uint64_t seed)
{
    return (struct choices){.random = random_new(seed)};
}

static inline struct choices choices_by_bytes(const uint8_t *bytes, size_t count)
{
    return (struct choices){.by_bytes = true, .bytes = bytes, .left = count};
}

/* Takes `count` bytes, the missing ones 0. */
static inline void choices_take(struct choices *choices, void *taken, size_t count)
{
    size_t there = count < choices->left ? count : choices->left;

    memset(taken, 0, count);
    if (there > 0) {
        memcpy(taken, choices->bytes, there);
        choices->bytes += there;
        choices->left -= there;
    }
}

/* A number of `count` bytes, at most 8, the lowest first. */
static inline uint64_t choices_number(struct choices *choices, size_t count)
{
    uint8_t taken[8];
    uint64_t number = 0;

    if (!choices->by_bytes) {
        return random_next(&choices->random);
    }
    choices_take(choices, taken, count);
    for (size_t i = count; i-- > 0;) {
        number = number << 8 | taken[i];
    }
    return number;
}

/* From 0 to below - 1, where below is at most 65536: one byte decides, or two. */
static inline unsigned choices_below(struct choices *choices, unsigned below)
{
    if (!choices->by_bytes) {
        return random_below(&choices->random, below);
    }
    return (unsigned)choices_number(choices, below > 256 ? 2 : 1) % below;
}
