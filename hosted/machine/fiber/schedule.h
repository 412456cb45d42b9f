/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Schedules choose what happens if several things can. A run of the fiber machine is a function of its
 * programs and its schedule's choices, and of nothing else.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct schedule {
    /* Returns a number below count, which is at least 2. */
    unsigned (*choose)(struct schedule *schedule, unsigned count);
    /* Whether a death may be among the alternatives of the next choice. NULL: always. */
    bool (*allows_death)(struct schedule *schedule);
};

/* Always the first alternative. With requests_at_once, and priorities, threads run in seL4's order. */
void schedule_first(struct schedule *schedule);

/* Choices that look random, and are the same everywhere for the same seed. Deaths are allowed now and then,
 * so that they come late as well as early. */
struct schedule_seeded {
    struct schedule schedule;
    uint64_t state;
};
void schedule_seed(struct schedule_seeded *seeded, uint64_t seed);

/*
 * Every schedule there is, one a run, depth first:
 *
 *     schedule_tree_init(&tree);
 *     do
 *         run(&tree.schedule);
 *     while (schedule_tree_next(&tree));
 *
 * Each run makes the choices of the one before up to the last that had another alternative, takes that, and
 * the first alternative from there on.
 */
#define SCHEDULE_MAX_CHOICES 512

struct schedule_tree {
    struct schedule schedule;
    struct {
        uint16_t chosen, count;
    } choices[SCHEDULE_MAX_CHOICES];
    unsigned made;     /* choices in the run in progress */
    unsigned known;    /* of these, those made before */
    bool is_too_deep;  /* a run had more choices than there is room for: not every schedule was seen */
    bool is_different; /* a run did not have the choices of the previous one: something else affects it */
};
void schedule_tree_init(struct schedule_tree *tree);
/* Prepares the next run. False: all schedules have run. */
bool schedule_tree_next(struct schedule_tree *tree);

#ifdef __cplusplus
}
#endif
