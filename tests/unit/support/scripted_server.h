/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server for tests of the client: it answers each Call with the test's choice of reply.
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
    seL4_Word length; /* 0: the message's own length */
    RpcMessage message;
    const uint8_t *bytes; /* replace the message, unless NULL */
    size_t count;
};

struct scripted_server {
    struct scripted_reply replies[SERVER_MAX_REPLIES]; /* in order; the last one repeats */
    unsigned count;
    RpcMessage requests[SERVER_MAX_REPLIES];  /* the requests, decoded */
    sel4rpc_slot_t paths[SERVER_MAX_REPLIES]; /* and their receive paths */
};

extern struct scripted_server scripted_server;

/*
 * Makes a new kernel whose endpoint this server serves, without replies, and a client of it. A cmocka set-up:
 * *state is the client.
 */
int scripted_server_set_up(void **state);
int scripted_server_tear_down(void **state);

/* Adds a reply to the script. */
void server_replies(struct scripted_reply reply);
/* Returns a server's ordinary answer. */
struct scripted_reply server_answer(uint32_t error, uint64_t cookie, seL4_Word caps);

/* Where tests of the client want capabilities. */
#define CLIENT_SLOT ((sel4rpc_slot_t){SCRIPTED_CLIENT_CNODE, 40, seL4_WordBits})
