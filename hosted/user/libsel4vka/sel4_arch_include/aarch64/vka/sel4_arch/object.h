/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The objects of 64-bit Arm alone.
 */
#pragma once

static inline unsigned long vka_arm_mode_get_object_size(seL4_Word objectType)
{
    switch (objectType) {
    case seL4_ARM_HugePageObject:
        return seL4_HugePageBits;
    case seL4_ARM_VSpaceObject:
        return seL4_VSpaceBits;
    default:
        ZF_LOGF("there is no object type %lu", (unsigned long)objectType);
    }
}

static inline int vka_alloc_page_global_directory(vka_t *vka, vka_object_t *result)
{
    return vka_alloc_object(vka, seL4_ARM_VSpaceObject, seL4_VSpaceBits, result);
}

static inline int vka_alloc_page_upper_directory(vka_t *vka, vka_object_t *result)
{
    return vka_alloc_object(vka, seL4_ARM_PageTableObject, seL4_PageTableBits, result);
}

LEAKY(page_global_directory)
LEAKY(page_upper_directory)

static inline int vka_alloc_vspace_root(vka_t *vka, vka_object_t *result)
{
    return vka_alloc_page_global_directory(vka, result);
}
