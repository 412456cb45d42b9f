/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Describes messages of the protocol; see protocol.h. The decoder reads an IPC buffer: it gets one that holds
 * the message.
 */
#include "protocol/protocol.h"

#include "wire/wire.h"

#include <sel4rpc/client.h>
#include <sel4rpc/report.h>
#include <stdio.h>
#include <string.h>

static bool decode(RpcMessage *message, const abi_word *registers, size_t length, bool is_answer)
{
    seL4_IPCBuffer buffer, *before = __sel4_ipc_buffer;

    if (!is_answer && (length == 0 || registers[0] != SEL4RPC_MSG_MAGIC)) {
        return false;
    }
    memcpy(buffer.msg, registers, length * sizeof(*registers));
    __sel4_ipc_buffer = &buffer;
    bool decoded = srpc_wire_decode(message, is_answer ? 0 : 1, length);
    __sel4_ipc_buffer = before;
    return decoded && message->which_msg != 0 && (message->which_msg == RpcMessage_ret_tag) == is_answer;
}

bool protocol_describe(char *text, size_t size, const abi_word *registers, size_t length, bool is_answer)
{
    char words[SEL4RPC_MESSAGE_BYTES];
    RpcMessage message;

    if (!decode(&message, registers, length, is_answer)) {
        return false;
    }
    sel4rpc_describe_message(words, &message);
    snprintf(text, size, "%s", words);
    return true;
}
