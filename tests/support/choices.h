/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Choices that a test leaves open: random ones, reproducible by seed, or taken from a string of bytes, as a
 * fuzzer provides. Once the bytes are used up, every choice is 0.
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

/* Takes `count` bytes; missing ones are 0. */
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

/* Takes a number of `count` bytes, at most 8, lowest first. */
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

/* Chooses a number from 0 to below - 1, by one byte or two; below is at most 65536. */
static inline unsigned choices_below(struct choices *choices, unsigned below)
{
    if (!choices->by_bytes) {
        return random_below(&choices->random, below);
    }
    return (unsigned)choices_number(choices, below > 256 ? 2 : 1) % below;
}
