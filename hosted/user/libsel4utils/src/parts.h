/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the files of this library share: the objects of a thread; and the parts of a vspace_t: what is mapped,
 * reserved, and made to map it.
 */
#pragma once

#include <sel4utils/thread.h>
#include <sel4utils/vspace.h>

#include "area.h"

/* ---- Threads. */

/* Revokes and frees an object, if there is one. Others may have capabilities to it. */
void sel4utils_object_clean_up(vka_t *vka, vka_object_t *object);
/* With MCS: makes a thread's reply object, and what it runs on. */
int sel4utils_thread_schedule(sel4utils_thread_t *thread, vka_t *vka, const sched_params_t *params,
                              bool create_reply);
/* Frees the TCB first, so that the thread never runs while the rest is destroyed; then what was made for it.
 */
void sel4utils_thread_clean_up_objects(sel4utils_thread_t *thread, vka_t *vka);

/* ---- Pages. */

struct sel4utils_mapping {
    struct sel4utils_area area;
    size_t size_bits;
    seL4_CPtr cap;
    uintptr_t cookie; /* 0: we free only the capability, not the frame */
};

struct sel4utils_res {
    struct sel4utils_area area;
    seL4_CapRights_t rights;
    int cacheable;
    bool rights_deferred;
};

/* A paging structure. Its area is what it covers. */
struct sel4utils_structure {
    struct sel4utils_area area;
    vka_object_t object;
    bool owned; /* by us, not by who receives allocated objects */
};

static inline sel4utils_alloc_data_t *sel4utils_data_of(vspace_t *vspace)
{
    return vspace->data;
}

/* ---- Reservations. */

/* Finds addresses that are free for pages of a size; 0 if there are none. */
uintptr_t sel4utils_gap_find(const sel4utils_alloc_data_t *data, size_t bytes, size_t size_bits);
/* The reservation, if the pages are in it; otherwise logs, and returns NULL. */
const struct sel4utils_res *sel4utils_reservation_of(reservation_t reservation, uintptr_t vaddr,
                                                     size_t num_pages, size_t size_bits);
/* Sets the functions for reservations. */
void sel4utils_reservations_init(vspace_t *vspace);
void sel4utils_reservations_clean_up(sel4utils_alloc_data_t *data);

/* ---- Paging structures. */

/* Makes and maps a structure that covers 2^level bytes. Returns a seL4_Error, or -1 if it cannot be
 * allocated; then nothing is left. */
int sel4utils_structure_new(vka_t *vka, seL4_CPtr vspace_root, uintptr_t vaddr, seL4_Word level,
                            vka_object_t *object);

/* Adds a structure that covers 2^level bytes to the VSpace, and those that are missing above it. */
int sel4utils_structure_add(vspace_t *vspace, uintptr_t vaddr, seL4_Word level);
/* Adds all that a page at this address needs, from the top, to a VSpace that has only what was added. */
int sel4utils_structures_add(vspace_t *vspace, uintptr_t vaddr);
void sel4utils_structures_clean_up(sel4utils_alloc_data_t *data);
