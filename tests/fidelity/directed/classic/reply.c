/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Replies without a caller, on a kernel without MCS.
 */
#include "directed/directed.h"

static void without_caller(void)
{
    seL4_CPtr endpoint = object(seL4_EndpointObject, 0), notification = object(seL4_NotificationObject, 0);
    seL4_CPtr badged = mint(notification, ALL, 0x11), empty = slots(1);
    seL4_Word badge = 0x55;

    seL4_Reply(seL4_MessageInfo_new(0, 0, 0, 2));
    line_print("reply: returns");
    try("cnode.save-caller.no-caller", CNODE, CNodeSaveCaller, WORDS(empty, DEPTH), NOTHING);
    identify("cnode.save-caller.no-caller.identify", empty);
    try("cnode.save-caller.occupied", CNODE, CNodeSaveCaller, WORDS(endpoint, DEPTH), NOTHING);
    try("cnode.save-caller.depth-0", CNODE, CNodeSaveCaller, WORDS(empty, 0), NOTHING);
    try("cnode.save-caller.depth-small", CNODE, CNodeSaveCaller, WORDS(empty, 3), NOTHING);
    try("cnode.save-caller.length-1", CNODE, CNodeSaveCaller, WORDS(empty), NOTHING);
    seL4_Signal(badged);
    seL4_ReplyRecv(notification, seL4_MessageInfo_new(0, 0, 0, 1), &badge);
    tell("reply-recv.no-caller", WORDS(badge));
}

const struct group reply_groups[] = {
    {"reply.without-caller", without_caller},
    {0},
};
