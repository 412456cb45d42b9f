/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of the paging structure that x86_64 alone has.
 */
#include "user/libsel4/src/invoke.h"

seL4_Error seL4_X86_PDPT_Map(seL4_X86_PDPT service, seL4_CPtr pml4, seL4_Word vaddr,
                             seL4_X86_VMAttributes attr)
{
    return sel4_invoke(service, ABI_PDPT_MAP, ARGUMENTS(vaddr, (seL4_Word)attr), ARGUMENTS(pml4));
}

seL4_Error seL4_X86_PDPT_Unmap(seL4_X86_PDPT service)
{
    return sel4_invoke(service, ABI_PDPT_UNMAP, NO_ARGUMENTS, NO_ARGUMENTS);
}
