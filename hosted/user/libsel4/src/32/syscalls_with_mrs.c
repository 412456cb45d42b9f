/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * System calls that pass the first 2 message registers beside the IPC buffer.
 */
#include <sel4/sel4.h>

#include "user/libsel4/src/system_call.h"

#define REGISTERS ((seL4_Word *[]){mr0, mr1})

void seL4_SendWithMRs(seL4_CPtr dest, seL4_MessageInfo_t msgInfo, seL4_Word *mr0, seL4_Word *mr1)
{
    sel4_system_call_send(ABI_SYS_SEND, dest, msgInfo, REGISTERS);
}

void seL4_NBSendWithMRs(seL4_CPtr dest, seL4_MessageInfo_t msgInfo, seL4_Word *mr0, seL4_Word *mr1)
{
    sel4_system_call_send(ABI_SYS_NBSEND, dest, msgInfo, REGISTERS);
}

seL4_MessageInfo_t seL4_CallWithMRs(seL4_CPtr dest, seL4_MessageInfo_t msgInfo, seL4_Word *mr0,
                                    seL4_Word *mr1)
{
    return sel4_system_call_receive(ABI_SYS_CALL, dest, msgInfo, NULL, REGISTERS);
}
