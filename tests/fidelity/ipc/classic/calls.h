/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Receiving and answering without MCS: the kernel keeps the caller.
 */
#pragma once

#include <sel4/sel4.h>

static inline seL4_MessageInfo_t receive(seL4_CPtr source, seL4_Word *badge)
{
    return seL4_Recv(source, badge);
}

static inline seL4_MessageInfo_t receive_now(seL4_CPtr source, seL4_Word *badge)
{
    return seL4_NBRecv(source, badge);
}

static inline void reply(seL4_MessageInfo_t info)
{
    seL4_Reply(info);
}

static inline seL4_MessageInfo_t reply_receive(seL4_CPtr source, seL4_MessageInfo_t info, seL4_Word *badge)
{
    return seL4_ReplyRecv(source, info, badge);
}
