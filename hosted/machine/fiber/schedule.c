/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Schedules; see schedule.h. The seeded one draws from xorshift64*.
 */
#include "machine/fiber/schedule.h"

#include <stddef.h>

#define CHOICES_PER_DEATH 32u

static unsigned choose_first(struct schedule *schedule, unsigned count)
{
    (void)schedule, (void)count;
    return 0;
}

void schedule_first(struct schedule *schedule)
{
    schedule->choose = choose_first;
    schedule->allows_death = NULL;
}

static unsigned choose_seeded(struct schedule *schedule, unsigned count)
{
    struct schedule_seeded *seeded = (struct schedule_seeded *)schedule;

    seeded->state ^= seeded->state >> 12;
    seeded->state ^= seeded->state << 25;
    seeded->state ^= seeded->state >> 27;
    return (unsigned)(((seeded->state * UINT64_C(0x2545f4914f6cdd1d)) >> 32) % count);
}

static bool allows_death(struct schedule *schedule)
{
    return choose_seeded(schedule, CHOICES_PER_DEATH) == 0;
}

void schedule_seed(struct schedule_seeded *seeded, uint64_t seed)
{
    seeded->schedule.choose = choose_seeded;
    seeded->schedule.allows_death = allows_death;
    seeded->state = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15);
    if (seeded->state == 0) { /* 0 would stay 0 */
        seeded->state = 1;
    }
}

static unsigned choose_in_tree(struct schedule *schedule, unsigned count)
{
    struct schedule_tree *tree = (struct schedule_tree *)schedule;
    unsigned number = tree->made;

    if (number == SCHEDULE_MAX_CHOICES) {
        tree->is_too_deep = true;
        return 0;
    }
    tree->made++;
    if (number == tree->known) {
        tree->known++;
        tree->choices[number].count = (uint16_t)count;
        tree->choices[number].chosen = 0;
    } else if (tree->choices[number].count != count) {
        tree->is_different = true;
        return 0;
    }
    return tree->choices[number].chosen;
}

void schedule_tree_init(struct schedule_tree *tree)
{
    tree->schedule.choose = choose_in_tree;
    tree->schedule.allows_death = NULL;
    tree->made = 0;
    tree->known = 0;
    tree->is_too_deep = false;
    tree->is_different = false;
}

bool schedule_tree_next(struct schedule_tree *tree)
{
    if (tree->made != tree->known) {
        tree->is_different = true;
    }
    while (tree->known > 0 &&
           tree->choices[tree->known - 1].chosen + 1 == tree->choices[tree->known - 1].count) {
        tree->known--;
    }
    tree->made = 0;
    if (tree->known == 0) {
        return false;
    }
    tree->choices[tree->known - 1].chosen++;
    return true;
}
