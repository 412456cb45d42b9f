/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Receiving and answering with MCS: a reply object keeps the caller. Each side has one in the same slot.
 */
#pragma once

#include <sel4/sel4.h>

enum { SLOT_REPLY = 20 };

static inline seL4_MessageInfo_t receive(seL4_CPtr source, seL4_Word *badge)
{
    return seL4_Recv(source, badge, SLOT_REPLY);
}

static inline seL4_MessageInfo_t receive_now(seL4_CPtr source, seL4_Word *badge)
{
    return seL4_NBRecv(source, badge, SLOT_REPLY);
}

static inline void reply(seL4_MessageInfo_t info)
{
    seL4_Send(SLOT_REPLY, info);
}

static inline seL4_MessageInfo_t reply_receive(seL4_CPtr source, seL4_MessageInfo_t info, seL4_Word *badge)
{
    return seL4_ReplyRecv(source, info, badge, SLOT_REPLY);
}
