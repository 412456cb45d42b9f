/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Random numbers, and slots of a kind.
 */
#include "random/random.h"

static uint64_t state;
static seL4_Word numbers[128];
/* What the slots of the arena hold, plus 1; 0 if that is not known. */
static seL4_Word known[ARENA_SLOTS];

/* splitmix64 */
static uint64_t mix(uint64_t word)
{
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9u;
    word = (word ^ (word >> 27)) * 0x94d049bb133111ebu;
    return word ^ (word >> 31);
}

/* Mixed, because neighbours' sequences would overlap otherwise. */
void seed(uint64_t number)
{
    state = mix(number + 0x123456789abcdefu);
}

static uint32_t next(void)
{
    state += 0x9e3779b97f4a7c15u;
    return (uint32_t)(mix(state) >> 32);
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

void kinds_forget(void)
{
    for (unsigned i = 0; i < ARENA_SLOTS; i++) {
        known[i] = 0;
    }
}

seL4_Word kinds_number(seL4_CPtr slot)
{
    if (slot - ARENA_FIRST >= ARENA_SLOTS) {
        return seL4_DebugCapIdentify(slot);
    }
    if (known[slot - ARENA_FIRST] == 0) {
        known[slot - ARENA_FIRST] = seL4_DebugCapIdentify(slot) + 1;
    }
    return known[slot - ARENA_FIRST] - 1;
}

int kinds_is(char letter, seL4_CPtr slot)
{
    return kinds_number(slot) == numbers[(unsigned char)letter];
}

/* The slot after `slot`, round the arena. */
static seL4_CPtr after(seL4_CPtr slot)
{
    return slot + 1 < ARENA_FIRST + ARENA_SLOTS ? slot + 1 : ARENA_FIRST;
}

seL4_CPtr kinds_pick_full(int full)
{
    seL4_CPtr slot = ARENA_FIRST + below(ARENA_SLOTS);

    for (int i = 0; i < ARENA_SLOTS && (kinds_number(slot) != 0) != full; i++) {
        slot = after(slot);
    }
    return slot;
}

seL4_CPtr kinds_pick(char letter)
{
    seL4_CPtr slot = ARENA_FIRST + below(ARENA_SLOTS);

    for (int i = 0; i < ARENA_SLOTS && letter != '?' && !kinds_is(letter, slot); i++) {
        slot = after(slot);
    }
    return slot;
}
