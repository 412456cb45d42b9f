/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Ranges of addresses, in lists by rising address.
 */
#include "area.h"

void sel4utils_area_insert(struct sel4utils_area **list, struct sel4utils_area *area)
{
    while (*list && (*list)->start < area->start) {
        list = &(*list)->next;
    }
    area->next = *list;
    *list = area;
}

void sel4utils_area_remove(struct sel4utils_area **list, struct sel4utils_area *area)
{
    while (*list != area) {
        list = &(*list)->next;
    }
    *list = area->next;
}

struct sel4utils_area *sel4utils_area_find(struct sel4utils_area *list, uintptr_t start, size_t bytes)
{
    while (list && list->start + list->bytes <= start) {
        list = list->next;
    }
    return list && list->start < start + bytes ? list : NULL;
}
