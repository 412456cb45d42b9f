/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reservations: addresses that are set aside, and which are free.
 *
 * Addresses come from windows that the host leaves free, the first window first, and in it the lowest.
 */
#include <stdlib.h>

#include "parts.h"

#include "window.h" /* the processor's */

#define PAGE_BYTES ((size_t)BIT(seL4_PageBits))

/* ---- Free addresses. */

enum { LIST_MAPPINGS, LIST_RESERVATIONS, LIST_STRUCTURES, LISTS };

/* A structure is in the way only of pages that would take its place. */
static bool is_in_the_way(unsigned list, const struct sel4utils_area *area, size_t size_bits)
{
    return list != LIST_STRUCTURES || area->bytes <= BIT(size_bits);
}

/*
 * The end of an area in the way of a range; 0 if there is none. Advances the lists past what is below, so
 * that a walk upwards passes each area once.
 */
static uintptr_t obstacle_end(const struct sel4utils_area *lists[], uintptr_t start, size_t bytes,
                              size_t size_bits)
{
    for (unsigned i = 0; i < LISTS; i++) {
        while (lists[i] && lists[i]->start + lists[i]->bytes <= start) {
            lists[i] = lists[i]->next;
        }
        for (const struct sel4utils_area *area = lists[i]; area && area->start < start + bytes;
             area = area->next) {
            if (area->start + area->bytes > start && is_in_the_way(i, area, size_bits)) {
                return area->start + area->bytes;
            }
        }
    }
    return 0;
}

static uintptr_t gap_in_window(const sel4utils_alloc_data_t *data, uintptr_t start, uintptr_t end,
                               size_t bytes, size_t size_bits)
{
    const struct sel4utils_area *lists[LISTS] = {data->mappings, data->reservations, data->structures};
    uintptr_t vaddr = ROUND_UP(start, (uintptr_t)BIT(size_bits));

    while (vaddr <= end && end - vaddr >= bytes) {
        uintptr_t obstacle = obstacle_end(lists, vaddr, bytes, size_bits);

        if (obstacle == 0) {
            return vaddr;
        }
        vaddr = ROUND_UP(obstacle, (uintptr_t)BIT(size_bits));
    }
    return 0;
}

uintptr_t sel4utils_gap_find(const sel4utils_alloc_data_t *data, size_t bytes, size_t size_bits)
{
    static const uintptr_t starts[] = {WINDOW_STARTS};
    static const uintptr_t ends[] = {WINDOW_ENDS};
    uintptr_t vaddr = 0;

    for (unsigned i = 0; vaddr == 0 && i < ARRAY_SIZE(starts); i++) {
        vaddr = gap_in_window(data, starts[i], ends[i], bytes, size_bits);
    }
    return vaddr;
}

/* ---- The functions of the interface. */

static reservation_t reserve(vspace_t *vspace, uintptr_t vaddr, size_t bytes, struct sel4utils_res wanted)
{
    struct sel4utils_res *res = malloc(sizeof(*res));

    if (res) {
        *res = wanted;
        res->area.start = vaddr;
        res->area.bytes = bytes;
        sel4utils_area_insert(&sel4utils_data_of(vspace)->reservations, &res->area);
    }
    return (reservation_t){res};
}

static reservation_t utils_reserve_range_aligned(vspace_t *vspace, size_t bytes, size_t size_bits,
                                                 seL4_CapRights_t rights, int cacheable, void **vaddr)
{
    size_t whole_pages = ROUND_UP(bytes, PAGE_BYTES);
    uintptr_t start = 0;

    if (sel4_valid_size_bits(size_bits) && whole_pages >= bytes) {
        start = sel4utils_gap_find(sel4utils_data_of(vspace), whole_pages, size_bits);
    }
    if (start == 0) {
        ZF_LOGE("no room for %zu bytes", bytes);
        return (reservation_t){NULL};
    }
    *vaddr = (void *)start;
    return reserve(vspace, start, whole_pages,
                   (struct sel4utils_res){.rights = rights, .cacheable = cacheable});
}

/* The range grows to whole pages. */
static reservation_t reserve_at(vspace_t *vspace, void *vaddr, size_t bytes, struct sel4utils_res wanted)
{
    const sel4utils_alloc_data_t *data = sel4utils_data_of(vspace);
    uintptr_t start = ROUND_DOWN((uintptr_t)vaddr, PAGE_BYTES);
    size_t whole_pages;

    if (start >= seL4_UserTop || bytes > seL4_UserTop - (uintptr_t)vaddr) {
        ZF_LOGE("%zu bytes at %p are beyond user addresses", bytes, vaddr);
        return (reservation_t){NULL};
    }
    whole_pages = ROUND_UP((uintptr_t)vaddr - start + bytes, PAGE_BYTES);
    if (sel4utils_area_find(data->mappings, start, whole_pages) ||
        sel4utils_area_find(data->reservations, start, whole_pages)) {
        ZF_LOGE("of %zu bytes at %p some are taken", bytes, vaddr);
        return (reservation_t){NULL};
    }
    return reserve(vspace, start, whole_pages, wanted);
}

static reservation_t utils_reserve_range_at(vspace_t *vspace, void *vaddr, size_t bytes,
                                            seL4_CapRights_t rights, int cacheable)
{
    return reserve_at(vspace, vaddr, bytes, (struct sel4utils_res){.rights = rights, .cacheable = cacheable});
}

static reservation_t utils_reserve_deferred_rights_range_at(vspace_t *vspace, void *vaddr, size_t bytes,
                                                            int cacheable)
{
    return reserve_at(vspace, vaddr, bytes,
                      (struct sel4utils_res){.rights_deferred = true, .cacheable = cacheable});
}

static void utils_free_reservation(vspace_t *vspace, reservation_t reservation)
{
    struct sel4utils_res *res = reservation.res;

    if (!res) {
        ZF_LOGE("there is no reservation to free");
        return;
    }
    sel4utils_area_remove(&sel4utils_data_of(vspace)->reservations, &res->area);
    free(res);
}

static void utils_free_reservation_by_vaddr(vspace_t *vspace, void *vaddr)
{
    utils_free_reservation(vspace, (reservation_t){sel4utils_area_find(
                                       sel4utils_data_of(vspace)->reservations, (uintptr_t)vaddr, 1)});
}

const struct sel4utils_res *sel4utils_reservation_of(reservation_t reservation, uintptr_t vaddr,
                                                     size_t num_pages, size_t size_bits)
{
    const struct sel4utils_res *res = reservation.res;

    if (!res || !sel4_valid_size_bits(size_bits) || vaddr < res->area.start ||
        vaddr - res->area.start > res->area.bytes ||
        num_pages > (res->area.bytes - (vaddr - res->area.start)) >> size_bits) {
        ZF_LOGE("%zu pages at 0x%lx are not in the reservation", num_pages, (unsigned long)vaddr);
        return NULL;
    }
    return res;
}

void sel4utils_reservations_init(vspace_t *vspace)
{
    vspace->reserve_range_aligned = utils_reserve_range_aligned;
    vspace->reserve_range_at = utils_reserve_range_at;
    vspace->reserve_deferred_rights_range_at = utils_reserve_deferred_rights_range_at;
    vspace->free_reservation = utils_free_reservation;
    vspace->free_reservation_by_vaddr = utils_free_reservation_by_vaddr;
}

void sel4utils_reservations_clean_up(sel4utils_alloc_data_t *data)
{
    while (data->reservations) {
        struct sel4utils_area *area = data->reservations;

        data->reservations = area->next;
        free(area);
    }
}
