/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One call: encode, Call, check the reply, decode it over the request.
 *
 * The client checks a reply's label, length and encoding, and that a promised capability arrived. The kernel
 * drops a capability silently if the receive slot is occupied or its path leads nowhere; only extraCaps in
 * the returned message info shows it. The grant is then freed, so that a failed call holds nothing.
 */
#include <sel4rpc/client.h>

#include "wire/application.h"
#include "wire/wire.h"

/* Sets the receive path of the thread's IPC buffer; returns the one before. */
static sel4rpc_slot_t swap_receive_path(sel4rpc_slot_t path)
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

/* Whether success of a request brings a capability. */
static bool grants_capability(const RpcMessage *request)
{
    const MemoryAllocMessage *memory = &request->msg.memory;

    return request->which_msg == RpcMessage_irq_tag || request->which_msg == RpcMessage_ioport_tag ||
           request->which_msg == RpcMessage_capability_tag ||
           (request->which_msg == RpcMessage_memory_tag && memory->action == Action_ALLOCATE &&
            !memory->probe);
}

/* Whether a capability arrived: an extra one that was not unwrapped, which would arrive as a badge only. */
static bool brought_capability(seL4_MessageInfo_t info)
{
    seL4_Word unwrapped = seL4_MessageInfo_get_capsUnwrapped(info); /* a bit for each */

    return (~unwrapped & (((seL4_Word)1 << seL4_MessageInfo_get_extraCaps(info)) - 1)) != 0;
}

/* Sends the request and receives into `path`. Returns false, with nothing sent, if it cannot be encoded. */
static bool exchange(const sel4rpc_client_t *client, const RpcMessage *request, sel4rpc_slot_t path,
                     seL4_MessageInfo_t *info)
{
    seL4_Word length = srpc_wire_encode(request, 1);

    if (length == 0) {
        return false;
    }
    seL4_SetMR(0, client->magic);
    sel4rpc_slot_t before = swap_receive_path(path);
    *info = seL4_Call(client->server_ep, seL4_MessageInfo_new(0, 0, 0, length));
    (void)swap_receive_path(before);
    return true;
}

/* Decodes the answer over the request. Those to requests of ours hold `ret`. */
static int decode_reply(seL4_MessageInfo_t info, RpcMessage *message)
{
    bool ours = !srpc_application_has(message->which_msg);

    if (seL4_MessageInfo_get_label(info) != 0) {
        return SEL4RPC_NOT_A_SERVER;
    }
    if (!srpc_wire_decode(message, 0, seL4_MessageInfo_get_length(info))) {
        return SEL4RPC_BAD_REPLY;
    }
    bool answered =
        message->which_msg == RpcMessage_ret_tag || (!ours && srpc_application_has(message->which_msg));

    return answered ? 0 : SEL4RPC_BAD_REPLY;
}

/* Frees a grant that cannot be used. Returns whether the server did. */
static bool free_grant(sel4rpc_client_t *client, RpcMessage *request, uint64_t cookie)
{
    if (request->which_msg == RpcMessage_memory_tag) { /* every server knows FREE */
        request->msg.memory.action = Action_FREE;
        request->msg.memory.address = cookie;
    } else if (cookie == 0) {
        return true; /* the server keeps nothing: what did not arrive is free already */
    } else {
        *request = (RpcMessage){.which_msg = RpcMessage_release_tag, .msg.release = {.cookie = cookie}};
    }
    return sel4rpc_call(client, request, 0, 0, 0) == 0 && request->msg.ret.errorCode == seL4_NoError;
}

/* Decodes the reply over the request, and checks that a capability came exactly if one was promised; with the
 * answer to an application's request one may come. */
static int take_reply(sel4rpc_client_t *client, seL4_MessageInfo_t info, RpcMessage *message,
                      sel4rpc_slot_t path)
{
    bool arrived = brought_capability(info), grants = grants_capability(message);
    bool ours = !srpc_application_has(message->which_msg);
    RpcMessage request;

    if (grants && !arrived) { /* then a grant may have to be freed */
        request = *message;
    }
    int error = decode_reply(info, message);
    bool promised = error == 0 && grants && message->msg.ret.errorCode == seL4_NoError;
    if (arrived && !promised && (ours || error != 0)) {
        (void)seL4_CNode_Delete(path.root, path.index, (seL4_Uint8)path.depth);
        return error != 0 ? error : SEL4RPC_STRAY_CAPABILITY;
    }
    if (promised && !arrived) {
        return free_grant(client, &request, message->msg.ret.cookie) ? SEL4RPC_NO_CAPABILITY
                                                                     : SEL4RPC_NOT_FREED;
    }
    return error;
}

/* The errorCode for a call that failed. */
static seL4_Error error_code_of(int error, seL4_Word label)
{
    switch (error) {
    case SEL4RPC_NOT_A_SERVER:
        return label <= seL4_NotEnoughMemory ? (seL4_Error)label : seL4_InvalidCapability;
    case SEL4RPC_NO_CAPABILITY:
    case SEL4RPC_NOT_FREED:
        return seL4_FailedLookup;
    default:
        return seL4_InvalidArgument;
    }
}

int sel4rpc_call(sel4rpc_client_t *client, RpcMessage *msg, seL4_CPtr root, seL4_CPtr capPtr,
                 seL4_Word capDepth)
{
    const sel4rpc_slot_t path = {root, capPtr, capDepth};
    seL4_MessageInfo_t info = seL4_MessageInfo_new(0, 0, 0, 0);

    if (msg == NULL) {
        return SEL4RPC_BAD_ARGUMENT;
    }
    int error = SEL4RPC_BAD_ARGUMENT;
    if (client != NULL) {
        error =
            exchange(client, msg, path, &info) ? take_reply(client, info, msg, path) : SEL4RPC_BAD_REQUEST;
    }
    if (error != 0) {
        seL4_Error code = error_code_of(error, seL4_MessageInfo_get_label(info));
        *msg = (RpcMessage){.which_msg = RpcMessage_ret_tag, .msg.ret.errorCode = code};
    }
    return error;
}
