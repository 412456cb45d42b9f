/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server and its client on the hosted kernel, in one process: the root task is the server, with the hosted
 * allocator; the client is a process with its own CSpace.
 */
#pragma once

#include "support/user_fixture.h"

#include <sel4rpc/client.h>
#include <sel4rpc/server.h>

#define PAIR_BADGE 77 /* the client's badge */

struct pair {
    vka_object_t endpoint;
    sel4rpc_server_env_t env;
    struct fixture_thread *client_thread; /* the current thread while a test runs */
    sel4rpc_client_t client;
    struct fixture_balance before; /* server and client exist, nothing is granted */
    unsigned served;
};

/* A cmocka set-up: *state is the struct pair. The client is the current thread afterwards. */
int pair_set_up(void **state);
/* Revokes everything, empties the client's slots that tests use, and fails the test if anything is left. */
int pair_tear_down(void **state);

/* Receives and serves one message; argument: the struct pair. The client's calls run this. */
void pair_serve(void *argument);

/* Returns a client slot for the test's use: 0 to 99. */
sel4rpc_slot_t client_slot(unsigned n);
/* Deletes the slot's capability, as the client. */
void client_delete(unsigned n);
bool client_slot_is_full(unsigned n);
/* Returns the physical address of the frame in the slot. */
seL4_Word client_frame_paddr(unsigned n);

/* Fails the test unless everything is as before the first grant. */
void assert_nothing_is_held(struct pair *pair);
