/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Messages of applications, by nanopb; see application.h.
 */
#include "wire/application.h"

#include <pb_decode.h>
#include <pb_encode.h>
#include <string.h>

#ifndef RpcMessage_size
#error                                                                                                       \
    "rpc.proto: a message has no greatest size: give its strings and bytes a max_size, its repeated fields a max_count"
#endif

#define LENGTH_BYTES 2 /* of the length of the whole */
_Static_assert(LENGTH_BYTES + RpcMessage_size <= (seL4_MsgMaxLength - 1) * sizeof(seL4_Word),
               "rpc.proto: a message does not fit in the message registers after the magic");

seL4_Word srpc_application_encode(const RpcMessage *message, seL4_Word first)
{
    unsigned char *bytes = (unsigned char *)&seL4_GetIPCBuffer()->msg[first];
    pb_ostream_t stream = pb_ostream_from_buffer(bytes, (seL4_MsgMaxLength - first) * sizeof(seL4_Word));

    if (!srpc_application_has(message->which_msg) ||
        !pb_encode_ex(&stream, RpcMessage_fields, message, PB_ENCODE_DELIMITED)) {
        return 0;
    }
    size_t count = stream.bytes_written;
    size_t words = (count + sizeof(seL4_Word) - 1) / sizeof(seL4_Word);
    memset(bytes + count, 0, words * sizeof(seL4_Word) - count); /* fills the last word up */
    return first + words;
}

bool srpc_application_decode(RpcMessage *message, const unsigned char *next, const unsigned char *end)
{
    pb_istream_t stream = pb_istream_from_buffer(next, (size_t)(end - next));

    return pb_decode_ex(&stream, RpcMessage_fields, message, PB_DECODE_DELIMITED);
}
