/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Random numbers, and slots of a kind.
 */
#include "random/random.h"

#define TRIES 6

static uint64_t state;
static seL4_Word numbers[128];

void seed(uint64_t number)
{
    state = number * 0x9e3779b97f4a7c15u + 0x123456789abcdefu;
}

/* splitmix64 */
static uint32_t next(void)
{
    uint64_t mixed = state += 0x9e3779b97f4a7c15u;

    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t)(mixed >> 32);
}

seL4_Word below(seL4_Word limit)
{
    return next() % limit;
}

int chance(unsigned percent)
{
    return below(100) < percent;
}

void kinds_learn(char letter, seL4_CPtr sample)
{
    numbers[(unsigned char)letter] = seL4_DebugCapIdentify(sample);
}

int kinds_is(char letter, seL4_CPtr slot)
{
    return seL4_DebugCapIdentify(slot) == numbers[(unsigned char)letter];
}

seL4_CPtr kinds_pick(char letter)
{
    seL4_CPtr slot = ARENA_FIRST + below(ARENA_SLOTS);

    for (int i = 0; i < TRIES && letter != '?' && !kinds_is(letter, slot); i++) {
        slot = ARENA_FIRST + below(ARENA_SLOTS);
    }
    return slot;
}
