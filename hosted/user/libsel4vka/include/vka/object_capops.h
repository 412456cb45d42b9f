/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Badged or weakened capabilities to allocated objects.
 */
#pragma once

#include <vka/capops.h>
#include <vka/object.h>
#include <vka/vka.h>

/* If the capability cannot be minted, the slot is free again. */
static inline int vka_mint_object_inter_cspace(vka_t *src_vka, vka_object_t *object, vka_t *dest_vka,
                                               cspacepath_t *result, seL4_CapRights_t rights, seL4_Word badge)
{
    cspacepath_t src;
    int error = vka_cspace_alloc_path(dest_vka, result);

    if (error) {
        return error;
    }
    vka_cspace_make_path(src_vka, object->cptr, &src);
    error = vka_cnode_mint(result, &src, rights, badge);
    if (error) {
        vka_cspace_free_path(dest_vka, *result);
    }
    return error;
}

static inline int vka_mint_object(vka_t *vka, vka_object_t *object, cspacepath_t *result,
                                  seL4_CapRights_t rights, seL4_Word badge)
{
    return vka_mint_object_inter_cspace(vka, object, vka, result, rights, badge);
}
