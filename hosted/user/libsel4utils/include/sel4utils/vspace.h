/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A vspace_t over one VSpace root.
 *
 * Addresses come from a window that the host leaves free, lowest first. A mapping that lacks paging
 * structures gets them. If there is a function that receives allocated objects, they are its to free;
 * otherwise tearing down the vspace frees them.
 */
#pragma once

#include <sel4utils/arch/vspace.h>
#include <vka/vka.h>
#include <vspace/vspace.h>

#ifdef __cplusplus
extern "C" {
#endif

struct sel4utils_area;

typedef struct sel4utils_alloc_data {
    seL4_CPtr vspace_root;
    vka_t *vka;
    /* By rising address. */
    struct sel4utils_area *mappings;
    struct sel4utils_area *reservations;
    struct sel4utils_area *structures;
} sel4utils_alloc_data_t;

/* Another process's VSpace. `loader` is unused. */
int sel4utils_get_vspace(vspace_t *loader, vspace_t *new_vspace, sel4utils_alloc_data_t *data, vka_t *vka,
                         seL4_CPtr vspace_root, vspace_allocated_object_fn allocated_object_fn,
                         void *allocated_object_cookie);

/* The caller's own VSpace. `info` is unused: the host knows what is in use. */
int sel4utils_bootstrap_vspace_with_bootinfo(vspace_t *vspace, sel4utils_alloc_data_t *data,
                                             seL4_CPtr vspace_root, vka_t *vka, seL4_BootInfo *info,
                                             vspace_allocated_object_fn allocated_object_fn,
                                             void *allocated_object_cookie);

/* The same. `existing_frames` is unused, too. */
int sel4utils_bootstrap_vspace(vspace_t *vspace, sel4utils_alloc_data_t *data, seL4_CPtr vspace_root,
                               vka_t *vka, vspace_allocated_object_fn allocated_object_fn,
                               void *allocated_object_cookie, void *existing_frames[]);

static inline int sel4utils_bootstrap_vspace_leaky(vspace_t *vspace, sel4utils_alloc_data_t *data,
                                                   seL4_CPtr vspace_root, vka_t *vka, void *existing_frames[])
{
    return sel4utils_bootstrap_vspace(vspace, data, vspace_root, vka, NULL, NULL, existing_frames);
}

static inline int sel4utils_get_vspace_leaky(vspace_t *loader, vspace_t *new_vspace,
                                             sel4utils_alloc_data_t *data, vka_t *vka, seL4_CPtr vspace_root)
{
    return sel4utils_get_vspace(loader, new_vspace, data, vka, vspace_root, NULL, NULL);
}

static inline int sel4utils_bootstrap_vspace_with_bootinfo_leaky(vspace_t *vspace,
                                                                 sel4utils_alloc_data_t *data,
                                                                 seL4_CPtr vspace_root, vka_t *vka,
                                                                 seL4_BootInfo *info)
{
    return sel4utils_bootstrap_vspace_with_bootinfo(vspace, data, vspace_root, vka, info, NULL, NULL);
}

#ifdef __cplusplus
}
#endif
