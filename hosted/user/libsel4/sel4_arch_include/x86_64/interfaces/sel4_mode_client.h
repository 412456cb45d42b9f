/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of x86_64 alone.
 */
#pragma once

#include <sel4/types.h>

#ifdef __cplusplus
extern "C" {
#endif

seL4_Error seL4_X86_PDPT_Map(seL4_X86_PDPT service, seL4_CPtr pml4, seL4_Word vaddr,
                             seL4_X86_VMAttributes attr);
seL4_Error seL4_X86_PDPT_Unmap(seL4_X86_PDPT service);

#ifdef __cplusplus
}
#endif
