/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * sel4rpc_server_serve() with an audience: clients on the hosted kernel, in one process, whose messages all
 * wait at the endpoint when the server begins to serve. The last of them stops it.
 */
#pragma once

#include "support/user_fixture.h"

#include <sel4rpc/client.h>
#include <sel4rpc/server.h>

#define STAGE_CLIENTS 4

/* Labels of the application's own messages, and what the callback does with them. */
#define LABEL_ANSWER 50  /* answers with label 7 and one register: the message's, plus 1 */
#define LABEL_IGNORE 51  /* goes on, without an answer */
#define LABEL_STOP 52    /* stops the loop */
#define LABEL_RELEASE 53 /* takes back all that client 0 holds, and goes on */

struct stage {
    sel4rpc_server_env_t env;
    vka_object_t endpoint; /* what the server receives on; where faults of client 0 go */
    struct fixture_thread *clients[STAGE_CLIENTS];
    seL4_CPtr eps[STAGE_CLIENTS]; /* the endpoint in each client's CSpace, its badge STAGE_BADGE() */
    struct fixture_balance before;
    /* What the callback saw. */
    unsigned others;
    seL4_Word badge; /* of the latest */
    seL4_Word label;
    seL4_Word length;
};

#define STAGE_BADGE(client) ((seL4_Word)(client) + 1)

/* As cmocka set-up and tear-down; the latter fails the test where anything is left that was granted. */
int stage_set_up(void **state);
int stage_tear_down(void **state);

/* Registers every client, without limits. */
void stage_register_all(struct stage *stage);

/* A client calls with a request, or with a message of the application's own of one register. */
void stage_request(struct stage *stage, unsigned client, const RpcMessage *request);
void stage_message(struct stage *stage, unsigned client, seL4_Word label, seL4_Word number);

/* Puts the last client's message in the queue that stops the loop, and serves until then. Returns how often
 * the kernel was entered meanwhile. */
unsigned long stage_serve(struct stage *stage);
/* The same with a loop of its own, that answers before it receives. */
unsigned long stage_serve_step_by_step(struct stage *stage);
/* The callback. */
sel4rpc_next_t stage_other(struct sel4rpc_env *env, void *data, seL4_Word badge, seL4_MessageInfo_t info,
                           seL4_MessageInfo_t *answer);

/* What a client was answered; fails the test where it still waits. */
ReturnMessage stage_answer(struct stage *stage, unsigned client);
seL4_MessageInfo_t stage_plain_answer(struct stage *stage, unsigned client, seL4_Word *number);
bool stage_is_answered(const struct stage *stage, unsigned client);

/* Whether the client's slot for capabilities is full. */
bool stage_has_capability(const struct stage *stage, unsigned client);
void stage_delete_capability(struct stage *stage, unsigned client);
