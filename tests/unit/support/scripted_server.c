/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The scripted server. It uses the library's own wire format, whose bytes have tests of their own.
 */
#include "scripted_server.h"

#include "test.h"

#include <stdlib.h>
#include <string.h>
#include "wire/wire.h"

struct scripted_server scripted_server;

/* Borrows the client's message registers to decode and encode. */
static void read_request(const struct abi_message *message, RpcMessage *request)
{
    seL4_Word length = ABI_INFO_LENGTH(message->info);

    memcpy(seL4_GetIPCBuffer()->msg, message->mr, length * sizeof(seL4_Word));
    assert_true(srpc_wire_decode(request, 1, length));
}

static seL4_Word write_reply(const struct scripted_reply *reply, struct abi_message *message)
{
    seL4_IPCBuffer *buffer = seL4_GetIPCBuffer();

    if (reply->bytes != NULL) {
        memset(message->mr, 0, sizeof(message->mr));
        memcpy(message->mr, reply->bytes, reply->count);
        return (reply->count + sizeof(seL4_Word) - 1) / sizeof(seL4_Word);
    }
    if (reply->message.which_msg == 0) {
        return 0;
    }
    seL4_Word length = srpc_wire_encode(&reply->message, 0);
    assert_int_not_equal(length, 0);
    memcpy(message->mr, buffer->msg, sizeof(message->mr));
    return length;
}

static void serve(struct abi_message *message)
{
    seL4_IPCBuffer *buffer = seL4_GetIPCBuffer();
    seL4_IPCBuffer clients = *buffer;
    unsigned index = scripted_kernel.calls - 1;

    assert_true(index < SERVER_MAX_REPLIES && scripted_server.count > 0);
    read_request(message, &scripted_server.requests[index]);
    scripted_server.paths[index] =
        (sel4rpc_slot_t){message->receive_root, message->receive_index, message->receive_depth};

    unsigned last = scripted_server.count - 1;
    const struct scripted_reply *reply = &scripted_server.replies[index < last ? index : last];
    seL4_Word length = write_reply(reply, message);
    message->info =
        ABI_INFO(reply->label, reply->unwrapped, reply->caps, reply->length != 0 ? reply->length : length);
    *buffer = clients;
}

int scripted_server_set_up(void **state)
{
    sel4rpc_client_t *client = malloc(sizeof(*client));

    assert_non_null(client);
    scripted_kernel_reset();
    seL4_SetCapReceivePath(11, 12, 13);
    scripted_server = (struct scripted_server){0};
    scripted_kernel.peer = serve;
    assert_int_equal(sel4rpc_client_init(client, SCRIPTED_ENDPOINT), 0);
    *state = client;
    return 0;
}

int scripted_server_tear_down(void **state)
{
    seL4_CPtr root;
    seL4_CPtr index;
    seL4_Word depth;

    seL4_GetCapReceivePath(&root, &index, &depth);
    assert_int_equal(root, 11);
    assert_int_equal(index, 12);
    assert_int_equal(depth, 13);
    free(*state);
    return 0;
}

void server_replies(struct scripted_reply reply)
{
    assert_true(scripted_server.count < SERVER_MAX_REPLIES);
    scripted_server.replies[scripted_server.count++] = reply;
}

struct scripted_reply server_answer(uint32_t error, uint64_t cookie, seL4_Word caps)
{
    return (struct scripted_reply){
        .caps = caps,
        .message = {.which_msg = RpcMessage_ret_tag, .msg.ret = {.errorCode = error, .cookie = cookie}}};
}
