/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a picture of who holds what consists of: find.c finds it, graph.c draws it.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "kernel/kernel.h"

#define NOBODY SIZE_MAX
#define UNSHARED SIZE_MAX

struct program {
    char name[96];
    bool is_root;
};

struct held {
    struct kernel_capability seen;
    const struct held *source; /* what it is derived from; NULL: nothing */
    size_t program;            /* NOBODY: a slot of a thread or an interrupt */
    uint64_t sharers;          /* the sum of one number for each program that has the object; 0: one has it */
    size_t group;              /* of objects, or UNSHARED */
    size_t row;                /* or UNSHARED */
};

struct picture {
    FILE *file;
    const char *(*program_of)(const void *host);
    const struct kernel_thread *root;
    struct held *held;
    struct held **order; /* pointers to all of them, sorted now so, now so */
    size_t count, capacity;
    struct program *programs;
    size_t program_count, program_capacity;
    bool lacks_memory;
};

/* Takes down all capabilities, and finds programs, groups and rows. Sets lacks_memory if there is none. */
void picture_find(struct picture *picture, struct kernel *kernel);
void picture_clean_up(struct picture *picture);

/* Orders for qsort() of picture->order: by group and object, by row, by row and then by group and object. */
int picture_compare_groups(const void *one, const void *other);
int picture_compare_rows(const void *one, const void *other);
int picture_compare_in_rows(const void *one, const void *other);

bool picture_is_same_object(const struct held *one, const struct held *other);

/* Whether it is derived from a capability to the same object, which is drawn. */
bool picture_is_copy(const struct held *held);
