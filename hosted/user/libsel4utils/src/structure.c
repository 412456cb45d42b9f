/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Paging structures: what they are made of, and which of them a VSpace has.
 */
#include <stdlib.h>

#include <vspace/mapping.h>

#include "parts.h"

int sel4utils_structure_new(vka_t *vka, seL4_CPtr vspace_root, uintptr_t vaddr, seL4_Word *level,
                            vka_object_t *object)
{
    vspace_map_obj_t kind;
    seL4_Error error;

    if (vspace_get_map_obj(*level, &kind) != 0) {
        ZF_LOGE("no paging structure covers 2^%lu bytes", (unsigned long)*level);
        return -1;
    }
    if (vka_alloc_object(vka, kind.type, kind.size_bits, object) != 0) {
        return -1;
    }
    error = vspace_map_obj(&kind, object->cptr, vspace_root, vaddr, seL4_ARCH_Default_VMAttributes);
    if (error == seL4_FailedLookup) {
        *level = seL4_MappingFailedLookupLevel();
    }
    if (error != seL4_NoError) {
        vka_free_object(vka, object);
    }
    return (int)error;
}

/* Adds just the one structure. */
static int add_one(vspace_t *vspace, uintptr_t vaddr, seL4_Word *level)
{
    sel4utils_alloc_data_t *data = sel4utils_data_of(vspace);
    struct sel4utils_structure *structure = calloc(1, sizeof(*structure));
    int error;

    if (!structure) {
        return -1;
    }
    structure->area.bytes = BIT(*level);
    structure->area.start = ALIGN_DOWN(vaddr, BIT(*level));
    structure->owned = vspace->allocated_object == NULL;
    error = sel4utils_structure_new(data->vka, data->vspace_root, structure->area.start, level,
                                    &structure->object);
    if (error != 0) {
        free(structure);
        return error;
    }
    sel4utils_area_insert(&data->structures, &structure->area);
    vspace_maybe_call_allocated_object(vspace, structure->object);
    return 0;
}

int sel4utils_structure_add(vspace_t *vspace, uintptr_t vaddr, seL4_Word level)
{
    seL4_Word next = level;

    for (;;) {
        seL4_Word tried = next;
        int error = add_one(vspace, vaddr, &next);

        if (error == 0 && tried == level) {
            return 0;
        }
        if (error == 0) {
            next = level;
        } else if (error != seL4_FailedLookup || next <= tried) {
            return error;
        }
    }
}

void sel4utils_structures_clean_up(sel4utils_alloc_data_t *data)
{
    while (data->structures) {
        struct sel4utils_structure *structure = (struct sel4utils_structure *)data->structures;

        data->structures = structure->area.next;
        if (structure->owned) {
            vka_free_object(data->vka, &structure->object);
        }
        free(structure);
    }
}
