/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The objects of ia32 alone: none.
 */
#pragma once

static inline unsigned long vka_x86_mode_get_object_size(seL4_Word objectType)
{
    ZF_LOGF("there is no object type %lu", (unsigned long)objectType);
}

static inline int vka_alloc_vspace_root(vka_t *vka, vka_object_t *result)
{
    return vka_alloc_page_directory(vka, result);
}
