/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The wire format through nanopb, straight from and to the IPC buffer's message registers.
 */
#include "wire.h"

#include <pb_decode.h>
#include <pb_encode.h>
#include <string.h>

/* Callers may read msg.msg.errorCode for msg.msg.ret.errorCode. */
_Static_assert(offsetof(RpcMessage, msg.errorCode) == offsetof(RpcMessage, msg.ret.errorCode) &&
                   sizeof(((RpcMessage *)0)->msg.errorCode) == sizeof(((RpcMessage *)0)->msg.ret.errorCode),
               "errorCode must lie over ret.errorCode");
_Static_assert((int)RpcMessage_size < (int)((seL4_MsgMaxLength - 1) * sizeof(seL4_Word)),
               "every message fits in the message registers");

static pb_byte_t *register_bytes(seL4_Word first)
{
    return (pb_byte_t *)&seL4_GetIPCBuffer()->msg[first];
}

static bool message_is_known(pb_size_t which)
{
    return which >= RpcMessage_ret_tag && which <= RpcMessage_range_tag;
}

bool sel4rpc_wire_encode(const RpcMessage *message, seL4_Word first, seL4_Word *length)
{
    pb_byte_t *bytes = register_bytes(first);
    pb_ostream_t stream = pb_ostream_from_buffer(bytes, (seL4_MsgMaxLength - first) * sizeof(seL4_Word));

    if (!message_is_known(message->which_msg) ||
        !pb_encode_ex(&stream, RpcMessage_fields, message, PB_ENCODE_DELIMITED)) {
        return false;
    }

    size_t words = (stream.bytes_written + sizeof(seL4_Word) - 1) / sizeof(seL4_Word);
    memset(bytes + stream.bytes_written, 0, words * sizeof(seL4_Word) - stream.bytes_written);
    *length = first + (seL4_Word)words;
    return true;
}

bool sel4rpc_wire_decode(RpcMessage *message, seL4_Word first, seL4_Word length)
{
    if (length > seL4_MsgMaxLength || length <= first) {
        return false;
    }
    pb_istream_t stream = pb_istream_from_buffer(register_bytes(first), (length - first) * sizeof(seL4_Word));
    *message = (RpcMessage)RpcMessage_init_zero;
    return pb_decode_ex(&stream, RpcMessage_fields, message, PB_DECODE_DELIMITED);
}
