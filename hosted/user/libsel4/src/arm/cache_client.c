/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of Arm's caches.
 */
#include "user/libsel4/src/invoke.h"

/* As the kernel numbers them. */
enum { CLEAN_DATA, INVALIDATE_DATA, CLEAN_INVALIDATE_DATA, UNIFY_INSTRUCTION };

#define FLUSH(name, label)                                                                                   \
    seL4_Error seL4_ARM_##name(seL4_CPtr service, seL4_Word start, seL4_Word end)                            \
    {                                                                                                        \
        return sel4_invoke(service, (enum abi_label)(label), ARGUMENTS(start, end), NO_ARGUMENTS);           \
    }

FLUSH(Page_Clean_Data, ABI_PAGE_FLUSH + CLEAN_DATA)
FLUSH(Page_Invalidate_Data, ABI_PAGE_FLUSH + INVALIDATE_DATA)
FLUSH(Page_CleanInvalidate_Data, ABI_PAGE_FLUSH + CLEAN_INVALIDATE_DATA)
FLUSH(Page_Unify_Instruction, ABI_PAGE_FLUSH + UNIFY_INSTRUCTION)
FLUSH(VSpace_Clean_Data, ABI_VSPACE_FLUSH + CLEAN_DATA)
FLUSH(VSpace_Invalidate_Data, ABI_VSPACE_FLUSH + INVALIDATE_DATA)
FLUSH(VSpace_CleanInvalidate_Data, ABI_VSPACE_FLUSH + CLEAN_INVALIDATE_DATA)
FLUSH(VSpace_Unify_Instruction, ABI_VSPACE_FLUSH + UNIFY_INSTRUCTION)
