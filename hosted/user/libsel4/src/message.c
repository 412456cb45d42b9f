/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Moves messages between a thread's IPC buffer and a kernel entry.
 */
#include "user/libsel4/src/message.h"

static unsigned message_length(seL4_MessageInfo_t info)
{
    seL4_Word length = seL4_MessageInfo_get_length(info);

    return length < seL4_MsgMaxLength ? (unsigned)length : seL4_MsgMaxLength;
}

void sel4_message_put_request(struct abi_message *message, const seL4_IPCBuffer *buffer,
                              enum abi_syscall what, seL4_CPtr capability, seL4_MessageInfo_t info)
{
    unsigned length = message_length(info);
    unsigned cap_count = (unsigned)seL4_MessageInfo_get_extraCaps(info);

    message->what = what;
    message->capability = capability;
    message->info = seL4_MessageInfo_set_length(info, length).words[0];
    for (unsigned i = 0; i < ABI_EXTRA_CAPS; i++) {
        message->caps[i] = i < cap_count ? buffer->caps_or_badges[i] : 0;
    }
    message->receive_root = buffer->receiveCNode;
    message->receive_index = buffer->receiveIndex;
    message->receive_depth = buffer->receiveDepth;
    message->reply = 0;
    message->destination = 0;
    for (unsigned i = 0; i < length; i++) {
        message->mr[i] = buffer->msg[i];
    }
}

seL4_MessageInfo_t sel4_message_take_answer(const struct abi_message *message, seL4_IPCBuffer *buffer,
                                            unsigned first)
{
    seL4_MessageInfo_t info = {{(seL4_Word)message->info}};
    unsigned length = message_length(info);
    seL4_Word unwrapped = seL4_MessageInfo_get_capsUnwrapped(info);

    if (message->what == ABI_ANSWER_BADGE) { /* the rest is stale, and in processor registers only */
        length = length < seL4_FastMessageRegisters ? length : seL4_FastMessageRegisters;
        unwrapped = 0;
    }

    for (unsigned i = first; i < length; i++) {
        buffer->msg[i] = (seL4_Word)message->mr[i];
    }
    for (unsigned i = 0; i < ABI_EXTRA_CAPS; i++) {
        if (unwrapped & (1u << i)) {
            buffer->caps_or_badges[i] = (seL4_Word)message->caps[i];
        }
    }
    return info;
}
