/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Maps frames at addresses that the caller chooses, with the paging structures they need.
 */
#pragma once

#include <autoconf.h>
#include <sel4/sel4.h>
#include <sel4utils/gen_config.h>
#include <utils/util.h>
#include <vka/object.h>
#include <vka/vka.h>
#include <vspace/vspace.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Maps a frame. Allocates missing paging structures, and puts them into `objects`; *num_objects is the
 * array's length, and becomes the number of structures. Returns a seL4_Error, or -1 if an allocation failed;
 * structures that were mapped before stay, and belong to the caller.
 */
int sel4utils_map_page(vka_t *vka, seL4_CPtr pd, seL4_CPtr frame, void *vaddr, seL4_CapRights_t rights,
                       int cacheable, vka_object_t *objects, int *num_objects);

/* The same; the structures' memory can no longer be freed. */
static inline int sel4utils_map_page_leaky(vka_t *vka, seL4_CPtr pd, seL4_CPtr frame, void *vaddr,
                                           seL4_CapRights_t rights, int cacheable)
{
    vka_object_t objects[3];
    int count = 3;

    return sel4utils_map_page(vka, pd, frame, vaddr, rights, cacheable, objects, &count);
}

/* Maps a copy of a frame's capability, cached, readable and writable. Returns its address, or NULL. */
void *sel4utils_dup_and_map(vka_t *vka, vspace_t *vspace, seL4_CPtr page, size_t size_bits);
/* Unmaps and frees such a copy. */
void sel4utils_unmap_dup(vka_t *vka, vspace_t *vspace, void *mapping, size_t size_bits);

#ifdef __cplusplus
}
#endif
