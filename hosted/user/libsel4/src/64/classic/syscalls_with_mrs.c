/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * System calls of a kernel without MCS that pass the first 4 message registers beside the IPC buffer.
 */
#include <sel4/sel4.h>

#include "user/libsel4/src/system_call.h"

#define REGISTERS ((seL4_Word *[]){mr0, mr1, mr2, mr3})

void seL4_ReplyWithMRs(seL4_MessageInfo_t msgInfo, seL4_Word *mr0, seL4_Word *mr1, seL4_Word *mr2,
                       seL4_Word *mr3)
{
    sel4_system_call_send(ABI_SYS_REPLY, 0, msgInfo, REGISTERS);
}

seL4_MessageInfo_t seL4_RecvWithMRs(seL4_CPtr src, seL4_Word *sender, seL4_Word *mr0, seL4_Word *mr1,
                                    seL4_Word *mr2, seL4_Word *mr3)
{
    seL4_MessageInfo_t empty_message = {{0}};

    return sel4_system_call_receive(ABI_SYS_RECV, src, empty_message, sender, REGISTERS);
}

seL4_MessageInfo_t seL4_NBRecvWithMRs(seL4_CPtr src, seL4_Word *sender, seL4_Word *mr0, seL4_Word *mr1,
                                      seL4_Word *mr2, seL4_Word *mr3)
{
    seL4_MessageInfo_t empty_message = {{0}};

    return sel4_system_call_receive(ABI_SYS_NBRECV, src, empty_message, sender, REGISTERS);
}

seL4_MessageInfo_t seL4_ReplyRecvWithMRs(seL4_CPtr src, seL4_MessageInfo_t msgInfo, seL4_Word *sender,
                                         seL4_Word *mr0, seL4_Word *mr1, seL4_Word *mr2, seL4_Word *mr3)
{
    return sel4_system_call_receive(ABI_SYS_REPLYRECV, src, msgInfo, sender, REGISTERS);
}
