/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Pseudo-random numbers, the same everywhere for the same seed: xorshift64*.
 */
#pragma once

#include <stdint.h>

struct random {
    uint64_t state;
};

static inline struct random random_new(uint64_t seed)
{
    return (struct random){seed * UINT64_C(0x9e3779b97f4a7c15) + 1};
}

static inline uint64_t random_next(struct random *random)
{
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return random->state * UINT64_C(0x2545f4914f6cdd1d);
}

/* Returns a number from 0 to below - 1. */
static inline unsigned random_below(struct random *random, unsigned below)
{
    return (unsigned)((random_next(random) >> 16) % below);
}
