/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Maps frames, with the paging structures they need.
 */
#include <sel4utils/mapping.h>

#include <vka/capops.h>

#include "parts.h"

int sel4utils_map_page(vka_t *vka, seL4_CPtr pd, seL4_CPtr frame, void *vaddr, seL4_CapRights_t rights,
                       int cacheable, vka_object_t *objects, int *num_objects)
{
    seL4_ARCH_VMAttributes attributes =
        cacheable ? seL4_ARCH_Default_VMAttributes : seL4_ARCH_Uncached_VMAttributes;
    int room = *num_objects;
    int error;

    *num_objects = 0;
    for (;;) {
        error = (int)seL4_ARCH_Page_Map(frame, pd, (seL4_Word)vaddr, rights, attributes);
        if (error != seL4_FailedLookup || *num_objects == room) {
            return error;
        }
        error = sel4utils_structure_new(vka, pd, (uintptr_t)vaddr, seL4_MappingFailedLookupLevel(),
                                        &objects[*num_objects]);
        if (error != 0) {
            return error;
        }
        (*num_objects)++;
    }
}

void *sel4utils_dup_and_map(vka_t *vka, vspace_t *vspace, seL4_CPtr page, size_t size_bits)
{
    cspacepath_t source;
    cspacepath_t copy;
    void *vaddr = NULL;

    if (vka_cspace_alloc_path(vka, &copy) != 0) {
        return NULL;
    }
    vka_cspace_make_path(vka, page, &source);
    if (vka_cnode_copy(&copy, &source, seL4_AllRights) == 0) {
        vaddr = vspace_map_pages(vspace, &copy.capPtr, NULL, seL4_AllRights, 1, size_bits, 1);
    }
    if (!vaddr) {
        vka_cnode_delete(&copy);
        vka_cspace_free_path(vka, copy);
    }
    return vaddr;
}

void sel4utils_unmap_dup(vka_t *vka, vspace_t *vspace, void *mapping, size_t size_bits)
{
    seL4_CPtr copy = vspace_get_cap(vspace, mapping);
    cspacepath_t path;

    if (copy == seL4_CapNull) {
        ZF_LOGE("nothing is mapped at %p", mapping);
        return;
    }
    vspace_unmap_pages(vspace, mapping, 1, size_bits, VSPACE_PRESERVE);
    vka_cspace_make_path(vka, copy, &path);
    vka_cnode_delete(&path);
    vka_cspace_free_path(vka, path);
}
