/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * System calls of a kernel with MCS that pass the first 4 message registers beside the IPC buffer.
 */
#include <sel4/sel4.h>

#include "user/libsel4/src/system_call.h"

#define REGISTERS ((seL4_Word *[]){mr0, mr1, mr2, mr3})

static const seL4_MessageInfo_t empty_message = {{0}};

seL4_MessageInfo_t seL4_RecvWithMRs(seL4_CPtr src, seL4_Word *sender, seL4_Word *mr0, seL4_Word *mr1,
                                    seL4_Word *mr2, seL4_Word *mr3, seL4_CPtr reply)
{
    return sel4_system_call_exchange(ABI_SYS_RECV, 0, empty_message, src, reply, sender, REGISTERS);
}

seL4_MessageInfo_t seL4_NBRecvWithMRs(seL4_CPtr src, seL4_Word *sender, seL4_Word *mr0, seL4_Word *mr1,
                                      seL4_Word *mr2, seL4_Word *mr3, seL4_CPtr reply)
{
    return sel4_system_call_exchange(ABI_SYS_NBRECV, 0, empty_message, src, reply, sender, REGISTERS);
}

seL4_MessageInfo_t seL4_WaitWithMRs(seL4_CPtr src, seL4_Word *sender, seL4_Word *mr0, seL4_Word *mr1,
                                    seL4_Word *mr2, seL4_Word *mr3)
{
    return sel4_system_call_exchange(ABI_SYS_WAIT, 0, empty_message, src, 0, sender, REGISTERS);
}

seL4_MessageInfo_t seL4_ReplyRecvWithMRs(seL4_CPtr src, seL4_MessageInfo_t msgInfo, seL4_Word *sender,
                                         seL4_Word *mr0, seL4_Word *mr1, seL4_Word *mr2, seL4_Word *mr3,
                                         seL4_CPtr reply)
{
    return sel4_system_call_exchange(ABI_SYS_REPLYRECV, 0, msgInfo, src, reply, sender, REGISTERS);
}

seL4_MessageInfo_t seL4_NBSendRecvWithMRs(seL4_CPtr dest, seL4_MessageInfo_t msgInfo, seL4_CPtr src,
                                          seL4_Word *sender, seL4_Word *mr0, seL4_Word *mr1, seL4_Word *mr2,
                                          seL4_Word *mr3, seL4_CPtr reply)
{
    return sel4_system_call_exchange(ABI_SYS_NBSEND_RECV, dest, msgInfo, src, reply, sender, REGISTERS);
}

seL4_MessageInfo_t seL4_NBSendWaitWithMRs(seL4_CPtr dest, seL4_MessageInfo_t msgInfo, seL4_CPtr src,
                                          seL4_Word *sender, seL4_Word *mr0, seL4_Word *mr1, seL4_Word *mr2,
                                          seL4_Word *mr3)
{
    return sel4_system_call_exchange(ABI_SYS_NBSEND_WAIT, dest, msgInfo, src, 0, sender, REGISTERS);
}
