/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The system calls that every architecture has, with MCS or without.
 */
#include <sel4/sel4.h>

#include "user/libsel4/src/system_call.h"

static const seL4_MessageInfo_t empty_message = {{0}};

void seL4_Send(seL4_CPtr dest, seL4_MessageInfo_t msgInfo)
{
    sel4_system_call_send(ABI_SYS_SEND, dest, msgInfo, NULL);
}

void seL4_NBSend(seL4_CPtr dest, seL4_MessageInfo_t msgInfo)
{
    sel4_system_call_send(ABI_SYS_NBSEND, dest, msgInfo, NULL);
}

seL4_MessageInfo_t seL4_Call(seL4_CPtr dest, seL4_MessageInfo_t msgInfo)
{
    return sel4_system_call_receive(ABI_SYS_CALL, dest, msgInfo, NULL, NULL);
}

void seL4_Signal(seL4_CPtr dest)
{
    sel4_system_call_send(ABI_SYS_SEND, dest, empty_message, NULL);
}

void seL4_Yield(void)
{
    sel4_system_call_send(ABI_SYS_YIELD, 0, empty_message, NULL);
}
