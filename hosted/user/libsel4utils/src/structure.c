/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Paging structures: what they are made of, and which of them a VSpace has.
 */
#include <stdlib.h>

#include <vspace/mapping.h>

#include "parts.h"

static int object_new(vka_t *vka, seL4_Word level, vspace_map_obj_t *kind, vka_object_t *object)
{
    if (vspace_get_map_obj(level, kind) != 0) {
        ZF_LOGE("no paging structure covers 2^%lu bytes", (unsigned long)level);
        return -1;
    }
    return vka_alloc_object(vka, kind->type, kind->size_bits, object) != 0 ? -1 : 0;
}

static int object_map(vspace_map_obj_t *kind, const vka_object_t *object, seL4_CPtr vspace_root,
                      uintptr_t vaddr)
{
    return (int)vspace_map_obj(kind, object->cptr, vspace_root, vaddr, seL4_ARCH_Default_VMAttributes);
}

int sel4utils_structure_new(vka_t *vka, seL4_CPtr vspace_root, uintptr_t vaddr, seL4_Word level,
                            vka_object_t *object)
{
    vspace_map_obj_t kind;
    int error = object_new(vka, level, &kind, object);

    if (error != 0) {
        return error;
    }
    error = object_map(&kind, object, vspace_root, vaddr);
    if (error != 0) {
        vka_free_object(vka, object);
    }
    return error;
}

/* Maps the object; if structures above it are missing, adds them first. */
static int add_object(vspace_t *vspace, uintptr_t vaddr, seL4_Word level, vspace_map_obj_t *kind,
                      const vka_object_t *object)
{
    int error = object_map(kind, object, vspace_get_root(vspace), vaddr);

    while (error == seL4_FailedLookup) {
        seL4_Word missing = seL4_MappingFailedLookupLevel();

        if (missing <= level || sel4utils_structure_add(vspace, vaddr, missing) != 0) {
            return -1;
        }
        error = object_map(kind, object, vspace_get_root(vspace), vaddr);
    }
    return error;
}

int sel4utils_structure_add(vspace_t *vspace, uintptr_t vaddr, seL4_Word level)
{
    sel4utils_alloc_data_t *data = sel4utils_data_of(vspace);
    struct sel4utils_structure *structure = calloc(1, sizeof(*structure));
    vspace_map_obj_t kind;
    int error = -1;

    if (!structure || object_new(data->vka, level, &kind, &structure->object) != 0) {
        goto out;
    }
    error = add_object(vspace, vaddr, level, &kind, &structure->object);
    if (error != 0) {
        vka_free_object(data->vka, &structure->object);
        goto out;
    }
    structure->area.bytes = BIT(level);
    structure->area.start = ALIGN_DOWN(vaddr, BIT(level));
    structure->owned = vspace->allocated_object == NULL;
    sel4utils_area_insert(&data->structures, &structure->area);
    vspace_maybe_call_allocated_object(vspace, structure->object);
    structure = NULL;
out:
    free(structure);
    return error;
}

static bool has_structure(const sel4utils_alloc_data_t *data, uintptr_t vaddr, seL4_Word level)
{
    const struct sel4utils_area *area = data->structures;

    while (area && (area->bytes != BIT(level) || area->start != ALIGN_DOWN(vaddr, BIT(level)))) {
        area = area->next;
    }
    return area != NULL;
}

int sel4utils_structures_add(vspace_t *vspace, uintptr_t vaddr)
{
    const sel4utils_alloc_data_t *data = sel4utils_data_of(vspace);
    vspace_map_obj_t kind;
    int error = 0;

    for (seL4_Word level = seL4_WordBits - 1; error == 0 && level >= SEL4_MAPPING_LOOKUP_NO_PT; level--) {
        if (vspace_get_map_obj(level, &kind) == 0 && !has_structure(data, vaddr, level)) {
            error = sel4utils_structure_add(vspace, vaddr, level);
        }
    }
    return error;
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
