/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The system calls of a kernel with MCS.
 */
#include <sel4/sel4.h>

#include "user/libsel4/src/system_call.h"

static const seL4_MessageInfo_t empty_message = {{0}};

seL4_MessageInfo_t seL4_Recv(seL4_CPtr src, seL4_Word *sender, seL4_CPtr reply)
{
    return sel4_system_call_exchange(ABI_SYS_RECV, 0, empty_message, src, reply, sender, NULL);
}

seL4_MessageInfo_t seL4_NBRecv(seL4_CPtr src, seL4_Word *sender, seL4_CPtr reply)
{
    return sel4_system_call_exchange(ABI_SYS_NBRECV, 0, empty_message, src, reply, sender, NULL);
}

seL4_MessageInfo_t seL4_Wait(seL4_CPtr src, seL4_Word *sender)
{
    return sel4_system_call_receive(ABI_SYS_WAIT, src, empty_message, sender, NULL);
}

seL4_MessageInfo_t seL4_NBWait(seL4_CPtr src, seL4_Word *sender)
{
    return sel4_system_call_receive(ABI_SYS_NBWAIT, src, empty_message, sender, NULL);
}

seL4_MessageInfo_t seL4_Poll(seL4_CPtr src, seL4_Word *sender)
{
    return seL4_NBWait(src, sender);
}

seL4_MessageInfo_t seL4_ReplyRecv(seL4_CPtr dest, seL4_MessageInfo_t msgInfo, seL4_Word *sender,
                                  seL4_CPtr reply)
{
    return sel4_system_call_exchange(ABI_SYS_REPLYRECV, 0, msgInfo, dest, reply, sender, NULL);
}

seL4_MessageInfo_t seL4_NBSendRecv(seL4_CPtr dest, seL4_MessageInfo_t msgInfo, seL4_CPtr src,
                                   seL4_Word *sender, seL4_CPtr reply)
{
    return sel4_system_call_exchange(ABI_SYS_NBSEND_RECV, dest, msgInfo, src, reply, sender, NULL);
}

seL4_MessageInfo_t seL4_NBSendWait(seL4_CPtr dest, seL4_MessageInfo_t msgInfo, seL4_CPtr src,
                                   seL4_Word *sender)
{
    return sel4_system_call_exchange(ABI_SYS_NBSEND_WAIT, dest, msgInfo, src, 0, sender, NULL);
}
