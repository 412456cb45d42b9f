/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of frames, page tables and ASIDs, under the architecture's names: see arch_names.h.
 */
#include "arch_names.h"
#include "user/libsel4/src/invoke.h"
#include "user/runtime/enter.h"

/*
 * The kernel does not know what the host has put into our address space: our runtime notices when it performs
 * the mapping, and we then undo the kernel's mapping.
 */
seL4_Error ARCH(Page_Map)(ARCH(Page) service, seL4_CPtr vspace, seL4_Word vaddr, seL4_CapRights_t rights,
                          ARCH(VMAttributes) attr)
{
    seL4_Error error = sel4_invoke(service, ABI_PAGE_MAP, ARGUMENTS(vaddr, rights.words[0], (seL4_Word)attr),
                                   ARGUMENTS(vspace));

    if (error != seL4_NoError) {
        return error;
    }
    error = (seL4_Error)hosted_take_map_failure(vaddr);
    if (error != seL4_NoError) {
        ARCH(Page_Unmap)(service);
    }
    return error;
}

seL4_Error ARCH(Page_Unmap)(ARCH(Page) service)
{
    return sel4_invoke(service, ABI_PAGE_UNMAP, NO_ARGUMENTS, NO_ARGUMENTS);
}

ARCH(Page_GetAddress_t) ARCH(Page_GetAddress)(ARCH(Page) service)
{
    ARCH(Page_GetAddress_t) answer = {0};

    answer.error = (int)sel4_invoke(service, ABI_PAGE_GET_ADDRESS, NO_ARGUMENTS, NO_ARGUMENTS);
    answer.paddr = seL4_GetMR(0);
    return answer;
}

seL4_Error ARCH(PageTable_Map)(ARCH(PageTable) service, seL4_CPtr vspace, seL4_Word vaddr,
                               ARCH(VMAttributes) attr)
{
    return sel4_invoke(service, ABI_PAGE_TABLE_MAP, ARGUMENTS(vaddr, (seL4_Word)attr), ARGUMENTS(vspace));
}

seL4_Error ARCH(PageTable_Unmap)(ARCH(PageTable) service)
{
    return sel4_invoke(service, ABI_PAGE_TABLE_UNMAP, NO_ARGUMENTS, NO_ARGUMENTS);
}

seL4_Error ARCH(ASIDControl_MakePool)(ARCH(ASIDControl) service, seL4_Untyped untyped, seL4_CNode root,
                                      seL4_Word index, seL4_Uint8 depth)
{
    return sel4_invoke(service, ABI_ASID_CONTROL_MAKE_POOL, ARGUMENTS(index, depth),
                       ARGUMENTS(untyped, root));
}

seL4_Error ARCH(ASIDPool_Assign)(ARCH(ASIDPool) service, seL4_CPtr vspace)
{
    return sel4_invoke(service, ABI_ASID_POOL_ASSIGN, NO_ARGUMENTS, ARGUMENTS(vspace));
}
