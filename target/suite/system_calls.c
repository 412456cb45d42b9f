/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The redirected system calls, as messages to hosted_enter().
 */
#include "redirect.h"

#include "user/libsel4/src/message.h"
#include "user/runtime/enter.h"

static seL4_MessageInfo_t enter(enum abi_syscall what, seL4_CPtr capability, seL4_MessageInfo_t info,
                                seL4_Word *sender, seL4_CPtr reply)
{
    seL4_IPCBuffer *buffer = seL4_GetIPCBuffer();
    struct abi_message message;

    sel4_message_put_request(&message, buffer, what, capability, info);
    message.reply = reply;
    hosted_enter(&message);
    if (sender != NULL) {
        *sender = message.capability;
    }
    return sel4_message_take_answer(&message, seL4_GetIPCBuffer(), 0);
}

static seL4_MessageInfo_t nothing(void)
{
    return seL4_MessageInfo_new(0, 0, 0, 0);
}

seL4_MessageInfo_t suite_call(seL4_CPtr dest, seL4_MessageInfo_t info)
{
    return enter(ABI_SYS_CALL, dest, info, NULL, 0);
}

seL4_MessageInfo_t suite_call_with_mrs(seL4_CPtr dest, seL4_MessageInfo_t info, seL4_Word *const *registers,
                                       unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (registers[i] != NULL && i < seL4_MessageInfo_get_length(info)) {
            seL4_SetMR((int)i, *registers[i]);
        }
    }
    info = suite_call(dest, info);
    for (unsigned i = 0; i < count; i++) {
        if (registers[i] != NULL) {
            *registers[i] = seL4_GetMR((int)i);
        }
    }
    return info;
}

/* With MCS, a reply is a Send to the reply object; without one, the script or the fixture has its own. */
void suite_send(seL4_CPtr dest, seL4_MessageInfo_t info)
{
    (void)enter(dest == 0 ? ABI_SYS_REPLY : ABI_SYS_SEND, dest, info, NULL, 0);
}

void suite_nbsend(seL4_CPtr dest, seL4_MessageInfo_t info)
{
    (void)enter(ABI_SYS_NBSEND, dest, info, NULL, 0);
}

void suite_signal(seL4_CPtr dest)
{
    suite_send(dest, nothing());
}

void suite_reply(seL4_MessageInfo_t info)
{
    (void)enter(ABI_SYS_REPLY, 0, info, NULL, 0);
}

seL4_MessageInfo_t suite_recv(seL4_CPtr src, seL4_Word *sender, seL4_CPtr reply)
{
    return enter(ABI_SYS_RECV, src, nothing(), sender, reply);
}

seL4_MessageInfo_t suite_nbrecv(seL4_CPtr src, seL4_Word *sender, seL4_CPtr reply)
{
    return enter(ABI_SYS_NBRECV, src, nothing(), sender, reply);
}

seL4_MessageInfo_t suite_reply_recv(seL4_CPtr src, seL4_MessageInfo_t info, seL4_Word *sender,
                                    seL4_CPtr reply)
{
    return enter(ABI_SYS_REPLYRECV, src, info, sender, reply);
}

seL4_Uint32 suite_cap_identify(seL4_CPtr cap)
{
    struct abi_message message = {.what = ABI_SYS_DEBUG_CAPIDENTIFY, .capability = cap};

    hosted_enter(&message);
    return (seL4_Uint32)message.mr[0];
}

#undef seL4_Untyped_Retype
#undef seL4_CNode_Revoke

seL4_Error __real_seL4_Untyped_Retype(seL4_Untyped untyped, seL4_Word type, seL4_Word size_bits,
                                      seL4_CNode root, seL4_Word index, seL4_Word depth, seL4_Word offset,
                                      seL4_Word count);
seL4_Error __real_seL4_CNode_Revoke(seL4_CNode root, seL4_Word index, seL4_Uint8 depth);

seL4_Error __real_seL4_Untyped_Retype(seL4_Untyped untyped, seL4_Word type, seL4_Word size_bits,
                                      seL4_CNode root, seL4_Word index, seL4_Word depth, seL4_Word offset,
                                      seL4_Word count)
{
    return seL4_Untyped_Retype(untyped, type, size_bits, root, index, depth, offset, count);
}

seL4_Error __real_seL4_CNode_Revoke(seL4_CNode root, seL4_Word index, seL4_Uint8 depth)
{
    return seL4_CNode_Revoke(root, index, depth);
}

__attribute__((weak)) seL4_Error __wrap_seL4_Untyped_Retype(seL4_Untyped untyped, seL4_Word type,
                                                            seL4_Word size_bits, seL4_CNode root,
                                                            seL4_Word index, seL4_Word depth,
                                                            seL4_Word offset, seL4_Word count)
{
    return __real_seL4_Untyped_Retype(untyped, type, size_bits, root, index, depth, offset, count);
}

__attribute__((weak)) seL4_Error __wrap_seL4_CNode_Revoke(seL4_CNode root, seL4_Word index, seL4_Uint8 depth)
{
    return __real_seL4_CNode_Revoke(root, index, depth);
}
