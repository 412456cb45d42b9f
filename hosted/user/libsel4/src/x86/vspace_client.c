/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of the paging structure that x86 alone has.
 */
#include "user/libsel4/src/invoke.h"

seL4_Error seL4_X86_PageDirectory_Map(seL4_X86_PageDirectory service, seL4_CPtr vspace, seL4_Word vaddr,
                                      seL4_X86_VMAttributes attr)
{
    return sel4_invoke(service, ABI_PAGE_DIRECTORY_MAP, ARGUMENTS(vaddr, (seL4_Word)attr), ARGUMENTS(vspace));
}

seL4_Error seL4_X86_PageDirectory_Unmap(seL4_X86_PageDirectory service)
{
    return sel4_invoke(service, ABI_PAGE_DIRECTORY_UNMAP, NO_ARGUMENTS, NO_ARGUMENTS);
}
