/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Tests of sel4rpc_server_serve(): the messages of clients on the hosted kernel, in one process, all wait at
 * the endpoint when the server starts. The last one stops it.
 */
#pragma once

#include "support/user_fixture.h"

#include <sel4rpc/client.h>
#include <sel4rpc/server.h>

#define STAGE_CLIENTS 4

/* Labels of the application's own messages, and the callback's reaction. */
#define LABEL_ANSWER 50  /* answers with label 7 and one register: the message's plus 1 */
#define LABEL_IGNORE 51  /* goes on without an answer */
#define LABEL_STOP 52    /* stops the loop */
#define LABEL_RELEASE 53 /* revokes all that client 0 holds, and goes on */

struct stage {
    sel4rpc_server_env_t env;
    vka_object_t endpoint; /* receives requests, and faults of client 0 */
    struct fixture_thread *clients[STAGE_CLIENTS];
    seL4_CPtr eps[STAGE_CLIENTS]; /* the endpoint in each client's CSpace, with badge STAGE_BADGE() */
    struct fixture_balance before;
    vka_object_t notification; /* of a test that binds one */
    cspacepath_t signal;       /* to signal it */
    /* What the callback saw. */
    unsigned others;
    seL4_Word badge; /* the latest badge */
    seL4_Word label;
    seL4_Word length;
};

#define STAGE_BADGE(client) ((seL4_Word)(client) + 1)

/* cmocka set-up and tear-down; the latter fails the test if any grant is left. */
int stage_set_up(void **state);
int stage_tear_down(void **state);

/* Registers every client, without limits. */
void stage_register_all(struct stage *stage);

/* Makes a client call with a request, or with an application's message of one register. */
void stage_request(struct stage *stage, unsigned client, const RpcMessage *request);
void stage_message(struct stage *stage, unsigned client, seL4_Word label, seL4_Word number);

/*
 * Queues the last client's message, which stops the loop, and serves until then. Returns the number of kernel
 * entries.
 */
unsigned long stage_serve(struct stage *stage);
/* Does the same with a loop that answers before it receives. */
unsigned long stage_serve_step_by_step(struct stage *stage);
/* The callback. */
sel4rpc_next_t stage_other(struct sel4rpc_env *env, void *data, seL4_Word badge, seL4_MessageInfo_t info,
                           seL4_MessageInfo_t *answer);

/* Returns a client's answer; fails the test if the client still waits. */
ReturnMessage stage_answer(struct stage *stage, unsigned client);
seL4_MessageInfo_t stage_plain_answer(struct stage *stage, unsigned client, seL4_Word *number);
bool stage_is_answered(const struct stage *stage, unsigned client);

/* Tells whether the client's slot for capabilities is full. */
bool stage_has_capability(const struct stage *stage, unsigned client);
void stage_delete_capability(struct stage *stage, unsigned client);
