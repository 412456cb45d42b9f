/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Ranges of addresses, in lists by rising address.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* The first member of whatever is listed. */
struct sel4utils_area {
    struct sel4utils_area *next;
    uintptr_t start;
    size_t bytes;
};

void sel4utils_area_insert(struct sel4utils_area **list, struct sel4utils_area *area);
void sel4utils_area_remove(struct sel4utils_area **list, struct sel4utils_area *area);

/* The first area that overlaps the range; NULL if none does. */
struct sel4utils_area *sel4utils_area_find(struct sel4utils_area *list, uintptr_t start, size_t bytes);
