/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Mapping whatever paging structure a failed mapping lacks.
 */
#pragma once

#include <errno.h>

#include <sel4/sel4.h>
#include <sel4/sel4_arch/mapping.h>
#include <utils/util.h>
#include <vspace/arch/page.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef seL4_Error (*vspace_map_fn_t)(seL4_CPtr cap, seL4_CPtr vspace_root, seL4_Word vaddr, seL4_Word attr);
typedef seL4_Error (*vspace_map_page_fn_t)(seL4_CPtr cap, seL4_CPtr vspace_root, seL4_Word vaddr,
                                           seL4_CapRights_t rights, seL4_Word attr);

/* How to make and map a paging structure. */
typedef struct {
    seL4_Word type; /* for Retype */
    seL4_Word size_bits;
    vspace_map_fn_t map_fn;
} vspace_map_obj_t;

typedef int (*vspace_get_map_obj_fn)(seL4_Word failed_bits, vspace_map_obj_t *obj);

/*
 * Sets *obj to the structure that is missing, by seL4_MappingFailedLookupLevel() after a failed mapping.
 * Returns EINVAL if that is no level.
 */
int vspace_get_map_obj(seL4_Word failed_bits, vspace_map_obj_t *obj);

static inline seL4_Error vspace_map_obj(vspace_map_obj_t *obj, seL4_CPtr cap, seL4_CPtr vspace,
                                        seL4_Word vaddr, seL4_Word attr)
{
    if (!obj || !obj->map_fn) {
        ZF_LOGF("there is no structure to map");
    }
    return obj->map_fn(cap, vspace, vaddr, attr);
}

#ifdef __cplusplus
}
#endif
