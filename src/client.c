/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One call: encode, Call, check the reply, decode.
 *
 * A reply is believed only as far as it goes: label, length and encoding are checked, and so is that the
 * capability which an answer promises did arrive. The kernel drops a capability silently where the receive
 * slot is occupied or its path leads nowhere; only extraCaps in the returned message info shows it. Then what
 * was granted is given back, so that a failed call holds nothing.
 */
#include <sel4rpc/client.h>

#include "wire.h"

/* The receive path of the thread's IPC buffer, kept while a call has one of its own. */
static sel4rpc_slot_t take_receive_path(sel4rpc_slot_t path)
{
    seL4_IPCBuffer *buffer = seL4_GetIPCBuffer();
    sel4rpc_slot_t before = {buffer->receiveCNode, buffer->receiveIndex, buffer->receiveDepth};

    seL4_SetCapReceivePath(path.root, path.index, path.depth);
    return before;
}

int(sel4rpc_client_init)(sel4rpc_client_t *client, seL4_CPtr server_ep, seL4_Word magic)
{
    if (client == NULL) {
        return SEL4RPC_BAD_ARGUMENT;
    }
    *client = (sel4rpc_client_t){.server_ep = server_ep, .magic = magic};
    return 0;
}

/* Whether a request that succeeds brings a capability. */
static bool grants_capability(const RpcMessage *request)
{
    return request->which_msg == RpcMessage_irq_tag || request->which_msg == RpcMessage_ioport_tag ||
           (request->which_msg == RpcMessage_memory_tag && request->msg.memory.action == Action_ALLOCATE);
}

/* Sends the request and receives into `path`; *reply_info tells what came. */
static int exchange(const sel4rpc_client_t *client, const RpcMessage *request, sel4rpc_slot_t path,
                    seL4_MessageInfo_t *reply_info)
{
    seL4_Word length;

    if (!sel4rpc_wire_encode(request, 1, &length)) {
        return SEL4RPC_BAD_REQUEST;
    }
    seL4_SetMR(0, client->magic);
    sel4rpc_slot_t before = take_receive_path(path);
    *reply_info = seL4_Call(client->server_ep, seL4_MessageInfo_new(0, 0, 0, length));
    (void)take_receive_path(before);
    return 0;
}

static int decode_reply(seL4_MessageInfo_t info, ReturnMessage *answer, seL4_Word *label)
{
    RpcMessage reply;

    *label = seL4_MessageInfo_get_label(info);
    if (*label != 0) {
        return SEL4RPC_NOT_A_SERVER;
    }
    if (!sel4rpc_wire_decode(&reply, 0, seL4_MessageInfo_get_length(info)) ||
        reply.which_msg != RpcMessage_ret_tag) {
        return SEL4RPC_BAD_REPLY;
    }
    *answer = reply.msg.ret;
    return 0;
}

/* An answer that will not be used: what it granted goes back. Returns whether it did. */
static bool give_back(const sel4rpc_client_t *client, const RpcMessage *request, const ReturnMessage *granted)
{
    RpcMessage message = {.which_msg = RpcMessage_release_tag, .msg.release = {.cookie = granted->cookie}};
    ReturnMessage answer;
    seL4_MessageInfo_t info;
    seL4_Word label;

    if (request->which_msg == RpcMessage_memory_tag) { /* what every server understands */
        message = *request;
        message.msg.memory.action = Action_FREE;
        message.msg.memory.address = granted->cookie;
    } else if (granted->cookie == 0) {
        return true; /* the server keeps nothing of it: what did not arrive is free already */
    }
    return exchange(client, &message, (sel4rpc_slot_t){0, 0, 0}, &info) == 0 &&
           decode_reply(info, &answer, &label) == 0 && answer.errorCode == seL4_NoError;
}

/* Checks that a capability came exactly where one was promised. Of the extra capabilities that the
 * message info counts, those that were unwrapped came as a badge only. */
static int check_capability(const sel4rpc_client_t *client, const RpcMessage *request, sel4rpc_slot_t path,
                            seL4_MessageInfo_t info, const ReturnMessage *answer)
{
    seL4_Word unwrapped = seL4_MessageInfo_get_capsUnwrapped(info); /* a bit for each of three */
    bool arrived =
        seL4_MessageInfo_get_extraCaps(info) > (unwrapped & 1) + (unwrapped >> 1 & 1) + (unwrapped >> 2 & 1);
    bool promised = answer != NULL && answer->errorCode == seL4_NoError && grants_capability(request);

    if (arrived && !promised) {
        (void)seL4_CNode_Delete(path.root, path.index, (seL4_Uint8)path.depth);
        return SEL4RPC_STRAY_CAPABILITY;
    }
    if (promised && !arrived) {
        return give_back(client, request, answer) ? SEL4RPC_NO_CAPABILITY : SEL4RPC_NOT_GIVEN_BACK;
    }
    return 0;
}

/* The seL4_Error that stands in the message for a call that failed. */
static seL4_Error error_code_of(int error, seL4_Word label)
{
    switch (error) {
    case SEL4RPC_NOT_A_SERVER:
        return label <= seL4_NotEnoughMemory ? (seL4_Error)label : seL4_InvalidCapability;
    case SEL4RPC_NO_CAPABILITY:
    case SEL4RPC_NOT_GIVEN_BACK:
        return seL4_FailedLookup;
    default:
        return seL4_InvalidArgument;
    }
}

/* The call; *answer is the server's, or tells an error. */
static int call(const sel4rpc_client_t *client, const RpcMessage *request, sel4rpc_slot_t path,
                ReturnMessage *answer)
{
    seL4_MessageInfo_t info;
    seL4_Word label = 0;
    int error = client == NULL ? SEL4RPC_BAD_ARGUMENT : exchange(client, request, path, &info);

    if (error == 0) {
        error = decode_reply(info, answer, &label);
        int capability_error = check_capability(client, request, path, info, error == 0 ? answer : NULL);
        error = error != 0 ? error : capability_error;
    }
    if (error != 0) {
        *answer = (ReturnMessage){.errorCode = (uint32_t)error_code_of(error, label)};
    }
    return error;
}

int sel4rpc_call(sel4rpc_client_t *client, RpcMessage *msg, seL4_CPtr root, seL4_CPtr capPtr,
                 seL4_Word capDepth)
{
    sel4rpc_slot_t path = {root, capPtr, capDepth};
    ReturnMessage answer = ReturnMessage_init_zero;

    if (msg == NULL) {
        return SEL4RPC_BAD_ARGUMENT;
    }
    int error = call(client, msg, path, &answer);

    *msg = (RpcMessage){.which_msg = RpcMessage_ret_tag, .msg.ret = answer};
    return error;
}
