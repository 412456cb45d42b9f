/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * README.md's client of the older interface: a child that asks for a 4 KiB untyped at a physical address. Its
 * exit status is the error code.
 */
#include <sel4rpc/client.h>
#include <sel4utils/process.h>
#include <stdlib.h>
#include <vka/cspacepath_t.h>

/* README: client */
#include <sel4rpc/client.h>

static int ask(seL4_CPtr server_endpoint, cspacepath_t path)
{
    sel4rpc_client_t rpc_client;
    int ret;

    sel4rpc_client_init(&rpc_client, server_endpoint, SEL4RPC_MSG_MAGIC);
    RpcMessage msg = {
        .which_msg = RpcMessage_memory_tag,
        .msg.memory = {.address = 0x10440000, .size_bits = 12, .type = seL4_UntypedObject},
    };
    ret = sel4rpc_call(&rpc_client, &msg, path.root, path.capPtr, path.capDepth);
    int errorCode = msg.msg.errorCode;

    return ret != 0 ? ret : errorCode;
}
/* README: end */

int main(int argc, char *argv[])
{
    if (argc != 3) {
        return EXIT_FAILURE;
    }
    cspacepath_t path = {
        .root = SEL4UTILS_CNODE_SLOT, .capPtr = strtoul(argv[2], NULL, 0), .capDepth = seL4_WordBits};

    return ask(strtoul(argv[1], NULL, 0), path);
}
