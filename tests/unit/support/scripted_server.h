/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The server in tests of the client: a reply of the test's choice to each Call.
 */
#pragma once

#include "scripted_kernel.h"

#include <rpc.pb.h>
#include <sel4rpc/client.h>

#define SERVER_MAX_REPLIES 4

struct scripted_reply {
    seL4_Word label;
    seL4_Word unwrapped;
    seL4_Word caps;
    seL4_Word length; /* 0: as long as the message is */
    RpcMessage message;
    const uint8_t *bytes; /* in place of the message, where it is not NULL */
    size_t count;
};

struct scripted_server {
    struct scripted_reply replies[SERVER_MAX_REPLIES]; /* in their order; the last is repeated */
    unsigned count;
    RpcMessage requests[SERVER_MAX_REPLIES];  /* what came, decoded */
    sel4rpc_slot_t paths[SERVER_MAX_REPLIES]; /* and for where the reply's capability was wanted */
};

extern struct scripted_server scripted_server;

/* A new kernel whose endpoint this server serves, without replies, and a client of it. As a cmocka set-up:
 * *state is the client. */
int scripted_server_set_up(void **state);
int scripted_server_tear_down(void **state);

/* Adds a reply to the script. */
void server_replies(struct scripted_reply reply);
/* An answer as a server gives it. */
struct scripted_reply server_answer(uint32_t error, uint64_t cookie, seL4_Word caps);

/* The slot in which tests of the client want capabilities. */
#define CLIENT_SLOT ((sel4rpc_slot_t){SCRIPTED_CLIENT_CNODE, 40, seL4_WordBits})
