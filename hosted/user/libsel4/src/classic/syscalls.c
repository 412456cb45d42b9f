/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The system calls of a kernel without MCS.
 */
#include <sel4/sel4.h>

#include "user/libsel4/src/system_call.h"

static const seL4_MessageInfo_t empty_message = {{0}};

seL4_MessageInfo_t seL4_Recv(seL4_CPtr src, seL4_Word *sender)
{
    return sel4_system_call_receive(ABI_SYS_RECV, src, empty_message, sender, NULL);
}

seL4_MessageInfo_t seL4_NBRecv(seL4_CPtr src, seL4_Word *sender)
{
    return sel4_system_call_receive(ABI_SYS_NBRECV, src, empty_message, sender, NULL);
}

void seL4_Wait(seL4_CPtr src, seL4_Word *sender)
{
    seL4_Recv(src, sender);
}

seL4_MessageInfo_t seL4_Poll(seL4_CPtr src, seL4_Word *sender)
{
    return seL4_NBRecv(src, sender);
}

void seL4_Reply(seL4_MessageInfo_t msgInfo)
{
    sel4_system_call_send(ABI_SYS_REPLY, 0, msgInfo, NULL);
}

seL4_MessageInfo_t seL4_ReplyRecv(seL4_CPtr dest, seL4_MessageInfo_t msgInfo, seL4_Word *sender)
{
    return sel4_system_call_receive(ABI_SYS_REPLYRECV, dest, msgInfo, sender, NULL);
}
