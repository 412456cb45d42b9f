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

#define PAIR_BADGE 77 /* the client's */

struct pair {
    vka_object_t endpoint;
    sel4rpc_server_env_t env;
    struct fixture_thread *client_thread; /* the current thread while a test runs */
    sel4rpc_client_t client;
    struct fixture_balance before; /* server and client exist, nothing is granted */
    unsigned served;
};

/* As a cmocka set-up: *state is the struct pair. The client is the current thread afterwards. */
int pair_set_up(void **state);
/* Takes back what is granted, empties the client's slots that tests use, and fails the test where anything is
 * left of it. */
int pair_tear_down(void **state);

/* Receives one message and serves it; argument: the struct pair. What the client's calls run. */
void pair_serve(void *argument);

/* A slot of the client's, which tests may use: 0 to 99. */
sel4rpc_slot_t client_slot(unsigned n);
/* The client deletes what is in it. */
void client_delete(unsigned n);
bool client_slot_is_full(unsigned n);
/* The physical address of the frame in it. */
seL4_Word client_frame_paddr(unsigned n);

/* Fails the test unless everything is as it was when nothing had been granted. */
void assert_nothing_is_held(struct pair *pair);
