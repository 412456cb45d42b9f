/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The reply objects of the user fixture's threads. A process has one of its own; the root task's is made at
 * set-up.
 */
#include "support/user_fixture_machine.h"

#include <string.h>

static seL4_CPtr root_reply;

/* Takes the first untyped, the smallest, and the last slot, so that the allocator never knew them. */
seL4_BootInfo *own_reply_set_up(const seL4_BootInfo *original)
{
    static seL4_BootInfo info;
    seL4_Error error;

    info = *original;
    memmove(info.untypedList, info.untypedList + 1,
            (info.untyped.end - info.untyped.start - 1) * sizeof(*info.untypedList));
    root_reply = --info.empty.end;
    error = seL4_Untyped_Retype(info.untyped.start++, seL4_ReplyObject, 0, seL4_CapInitThreadCNode, 0, 0,
                                root_reply, 1);
    return error == seL4_NoError ? &info : NULL;
}

void own_reply_complete(struct abi_message *message, const struct fixture_thread *thread)
{
    seL4_CPtr own = thread == fixture_root() ? root_reply : SEL4UTILS_REPLY_SLOT;
    bool receives = message->what == ABI_SYS_RECV || message->what == ABI_SYS_NBRECV ||
                    message->what == ABI_SYS_NBSEND_RECV || message->what == ABI_SYS_REPLYRECV;

    if (receives && message->reply == 0) {
        message->reply = own;
    }
    if (message->what == ABI_SYS_SEND && message->capability == 0) {
        message->capability = own;
    }
}
