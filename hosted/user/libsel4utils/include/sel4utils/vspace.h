/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A vspace_t over one VSpace root: a list of mappings.
 *
 * Addresses come from a window that the host leaves free, lowest first.
 */
#pragma once

#include <sel4utils/arch/vspace.h>
#include <vka/vka.h>
#include <vspace/vspace.h>

#ifdef __cplusplus
extern "C" {
#endif

struct sel4utils_mapping;

typedef struct sel4utils_alloc_data {
    seL4_CPtr vspace_root;
    vka_t *vka;
    struct sel4utils_mapping *mappings; /* by ascending address */
} sel4utils_alloc_data_t;

/* Another process's VSpace. `loader`, `allocated_object_fn` and its cookie are unused. */
int sel4utils_get_vspace(vspace_t *loader, vspace_t *new_vspace, sel4utils_alloc_data_t *data, vka_t *vka,
                         seL4_CPtr vspace_root, vspace_allocated_object_fn allocated_object_fn,
                         void *allocated_object_cookie);

/* The caller's own VSpace. `info` is unused: the host knows what is in use. */
int sel4utils_bootstrap_vspace_with_bootinfo_leaky(vspace_t *vspace, sel4utils_alloc_data_t *data,
                                                   seL4_CPtr vspace_root, vka_t *vka, seL4_BootInfo *info);

#ifdef __cplusplus
}
#endif
