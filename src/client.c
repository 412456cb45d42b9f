/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One call: encode, Call, check the reply, decode it to where the request stood.
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

/* What has to be known of a request once its answer stands in its place. */
struct asked {
    pb_size_t what;
    bool capability; /* success brings one */
    uint64_t type;   /* of memory */
    uint64_t size_bits;
};

static struct asked note(const RpcMessage *request)
{
    const MemoryAllocMessage *memory = &request->msg.memory;
    struct asked asked = {.what = request->which_msg};

    if (asked.what == RpcMessage_memory_tag) {
        asked.capability = memory->action == Action_ALLOCATE;
        asked.type = memory->type;
        asked.size_bits = memory->size_bits;
    } else {
        asked.capability = asked.what == RpcMessage_irq_tag || asked.what == RpcMessage_ioport_tag;
    }
    return asked;
}

/* Sends the request and receives into `path`; *info tells what came. The answer takes the request's place;
 * where the call fails, that is undefined. */
static int exchange(const sel4rpc_client_t *client, RpcMessage *message, sel4rpc_slot_t path,
                    seL4_MessageInfo_t *info)
{
    seL4_Word length = sel4rpc_wire_encode(message, 1);

    if (length == 0) {
        return SEL4RPC_BAD_REQUEST;
    }
    seL4_SetMR(0, client->magic);
    sel4rpc_slot_t before = take_receive_path(path);
    *info = seL4_Call(client->server_ep, seL4_MessageInfo_new(0, 0, 0, length));
    (void)take_receive_path(before);
    if (seL4_MessageInfo_get_label(*info) != 0) {
        return SEL4RPC_NOT_A_SERVER;
    }
    bool answered = sel4rpc_wire_decode(message, 0, seL4_MessageInfo_get_length(*info)) &&
                    message->which_msg == RpcMessage_ret_tag;
    return answered ? 0 : SEL4RPC_BAD_REPLY;
}

/* Whether a capability came. Of the extra capabilities that the message info counts, those that were
 * unwrapped came as a badge only. */
static bool brought_capability(seL4_MessageInfo_t info)
{
    seL4_Word unwrapped = seL4_MessageInfo_get_capsUnwrapped(info); /* a bit for each of three */

    return seL4_MessageInfo_get_extraCaps(info) >
           (unwrapped & 1) + (unwrapped >> 1 & 1) + (unwrapped >> 2 & 1);
}

/* An answer that will not be used: what it granted goes back, by a call that grants nothing. Returns whether
 * it did. */
static __attribute__((noinline, cold)) bool give_back(sel4rpc_client_t *client, const struct asked *asked,
                                                      uint64_t cookie)
{
    RpcMessage message = {.which_msg = RpcMessage_release_tag, .msg.release = {.cookie = cookie}};

    if (asked->what == RpcMessage_memory_tag) { /* what every server understands */
        message = (RpcMessage){.which_msg = RpcMessage_memory_tag,
                               .msg.memory = {.address = cookie,
                                              .type = asked->type,
                                              .size_bits = asked->size_bits,
                                              .action = Action_FREE}};
    } else if (cookie == 0) {
        return true; /* the server keeps nothing of it: what did not arrive is free already */
    }
    return sel4rpc_call(client, &message, 0, 0, 0) == 0 && message.msg.ret.errorCode == seL4_NoError;
}

/* Checks that a capability came exactly where one was promised. answer: NULL where there was none. */
static int check_capability(sel4rpc_client_t *client, const struct asked *asked, sel4rpc_slot_t path,
                            bool arrived, const ReturnMessage *answer)
{
    bool promised = asked->capability && answer != NULL && answer->errorCode == seL4_NoError;

    if (arrived && !promised) {
        (void)seL4_CNode_Delete(path.root, path.index, (seL4_Uint8)path.depth);
        return SEL4RPC_STRAY_CAPABILITY;
    }
    if (promised && !arrived) {
        return give_back(client, asked, answer->cookie) ? SEL4RPC_NO_CAPABILITY : SEL4RPC_NOT_GIVEN_BACK;
    }
    return 0;
}

/* The seL4_Error that stands in the message for a call that failed. */
static __attribute__((cold)) seL4_Error error_code_of(int error, seL4_Word label)
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

int sel4rpc_call(sel4rpc_client_t *client, RpcMessage *msg, seL4_CPtr root, seL4_CPtr capPtr,
                 seL4_Word capDepth)
{
    const sel4rpc_slot_t path = {root, capPtr, capDepth};
    seL4_MessageInfo_t info = seL4_MessageInfo_new(0, 0, 0, 0);

    if (msg == NULL) {
        return SEL4RPC_BAD_ARGUMENT;
    }
    const struct asked asked = note(msg);
    int error = client == NULL ? SEL4RPC_BAD_ARGUMENT : exchange(client, msg, path, &info);
    int capability_error =
        check_capability(client, &asked, path, brought_capability(info), error == 0 ? &msg->msg.ret : NULL);

    error = error != 0 ? error : capability_error;
    if (error != 0) {
        seL4_Error code = error_code_of(error, seL4_MessageInfo_get_label(info));
        *msg = (RpcMessage){.which_msg = RpcMessage_ret_tag, .msg.ret.errorCode = code};
    }
    return error;
}
