/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of pages, page tables and ASIDs, which every architecture has under its own name: X86, ARM
 * or RISCV.
 */
#pragma once

#include <sel4/types.h>

struct sel4_page_address {
    int error;
    seL4_Word paddr;
};

/*
 * Page_Map maps a frame. In the caller's own VSpace the mapping is in place when the call returns. Returns
 * seL4_DeleteFirst if something unknown to the kernel already takes the address.
 *
 * MakePool makes a pool of an untyped of seL4_ASIDPoolBits, whose capability goes to the slot at `root`,
 * `index`, `depth`. Returns seL4_DeleteFirst if there are as many pools as can be.
 */
#define SEL4_PAGING_CLIENT(ARCH)                                                                             \
    seL4_Error seL4_##ARCH##_Page_Map(seL4_##ARCH##_Page service, seL4_CPtr vspace, seL4_Word vaddr,         \
                                      seL4_CapRights_t rights, seL4_##ARCH##_VMAttributes attr);             \
    seL4_Error seL4_##ARCH##_Page_Unmap(seL4_##ARCH##_Page service);                                         \
    typedef struct sel4_page_address seL4_##ARCH##_Page_GetAddress_t;                                        \
    seL4_##ARCH##_Page_GetAddress_t seL4_##ARCH##_Page_GetAddress(seL4_##ARCH##_Page service);               \
    seL4_Error seL4_##ARCH##_PageTable_Map(seL4_##ARCH##_PageTable service, seL4_CPtr vspace,                \
                                           seL4_Word vaddr, seL4_##ARCH##_VMAttributes attr);                \
    seL4_Error seL4_##ARCH##_PageTable_Unmap(seL4_##ARCH##_PageTable service);                               \
    seL4_Error seL4_##ARCH##_ASIDControl_MakePool(seL4_##ARCH##_ASIDControl service, seL4_Untyped untyped,   \
                                                  seL4_CNode root, seL4_Word index, seL4_Uint8 depth);       \
    seL4_Error seL4_##ARCH##_ASIDPool_Assign(seL4_##ARCH##_ASIDPool service, seL4_CPtr vspace)
