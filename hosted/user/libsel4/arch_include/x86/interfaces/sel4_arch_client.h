/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of x86.
 */
#pragma once

#include <sel4/types.h>
#include <interfaces/sel4_mode_client.h>
#include <interfaces/sel4_paging_client.h>

#ifdef __cplusplus
extern "C" {
#endif

SEL4_PAGING_CLIENT(X86);

seL4_Error seL4_X86_PageDirectory_Map(seL4_X86_PageDirectory service, seL4_CPtr vspace, seL4_Word vaddr,
                                      seL4_X86_VMAttributes attr);
seL4_Error seL4_X86_PageDirectory_Unmap(seL4_X86_PageDirectory service);

seL4_Error seL4_IRQControl_GetIOAPIC(seL4_IRQControl service, seL4_CNode root, seL4_Word index,
                                     seL4_Uint8 depth, seL4_Word ioapic, seL4_Word pin, seL4_Word level,
                                     seL4_Word polarity, seL4_Word vector);
seL4_Error seL4_IRQControl_GetMSI(seL4_IRQControl service, seL4_CNode root, seL4_Word index, seL4_Uint8 depth,
                                  seL4_Word pci_bus, seL4_Word pci_dev, seL4_Word pci_func, seL4_Word handle,
                                  seL4_Word vector);

/* The range includes both ports. */
seL4_Error seL4_X86_IOPortControl_Issue(seL4_X86_IOPortControl service, seL4_Word first_port,
                                        seL4_Word last_port, seL4_CNode root, seL4_Word index,
                                        seL4_Uint8 depth);

struct seL4_X86_IOPort_In8 {
    int error;
    seL4_Uint8 result;
};
typedef struct seL4_X86_IOPort_In8 seL4_X86_IOPort_In8_t;
seL4_X86_IOPort_In8_t seL4_X86_IOPort_In8(seL4_X86_IOPort service, seL4_Uint16 port);
seL4_Error seL4_X86_IOPort_Out8(seL4_X86_IOPort service, seL4_Word port, seL4_Word data);

struct seL4_X86_IOPort_In16 {
    int error;
    seL4_Uint16 result;
};
typedef struct seL4_X86_IOPort_In16 seL4_X86_IOPort_In16_t;
seL4_X86_IOPort_In16_t seL4_X86_IOPort_In16(seL4_X86_IOPort service, seL4_Uint16 port);
seL4_Error seL4_X86_IOPort_Out16(seL4_X86_IOPort service, seL4_Word port, seL4_Word data);

struct seL4_X86_IOPort_In32 {
    int error;
    seL4_Uint32 result;
};
typedef struct seL4_X86_IOPort_In32 seL4_X86_IOPort_In32_t;
seL4_X86_IOPort_In32_t seL4_X86_IOPort_In32(seL4_X86_IOPort service, seL4_Uint16 port);
seL4_Error seL4_X86_IOPort_Out32(seL4_X86_IOPort service, seL4_Word port, seL4_Word data);

#ifdef __cplusplus
}
#endif
