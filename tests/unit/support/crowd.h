/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server and several clients on the hosted kernel, in one process: the server is the root task; each client
 * is a process with its own CSpace and badge, and may crash and be started again. client_slot() and the other
 * functions of pair.h take the slots of the current client.
 */
#pragma once

#include "support/user_fixture.h"

#include <sel4rpc/client.h>
#include <sel4rpc/server.h>

#define CROWD_CLIENTS 3
#define CROWD_SLOTS 100
/* What a message is answered with that is no request: its label. */
#define CROWD_NO_REQUEST 1

struct crowd_client {
    struct fixture_thread *thread;
    sel4rpc_client_t rpc;
    seL4_Word badge;
};

struct crowd {
    vka_object_t endpoint;
    sel4rpc_server_env_t env;
    struct crowd_client clients[CROWD_CLIENTS];
    struct fixture_balance empty;  /* no client exists */
    struct fixture_balance before; /* all exist, nothing is granted */
};

/* As a cmocka set-up: *state is the struct crowd. No client is registered. The root task is current. */
int crowd_set_up(void **state);
/* Takes everything back, and fails the test where anything is left of it. */
int crowd_tear_down(void **state);

/* Client n is the current thread from now on. Returns what its calls take. */
sel4rpc_client_t *crowd_be(struct crowd *crowd, unsigned n);
/* The server is. */
void crowd_be_server(void);

/* Receives one message and serves it; argument: the struct crowd. What the clients' calls run. */
void crowd_serve(void *argument);

/* The client's program faults: its thread is dead, its capabilities are still there. The server must be
 * current. */
void crowd_crash(struct crowd *crowd, unsigned n);
/* What is left of the client is destroyed. */
void crowd_destroy(struct crowd *crowd, unsigned n);
/* A new one with the same badge and empty slots. */
void crowd_start(struct crowd *crowd, unsigned n);

/* Fails the test unless the server's books and the kernel's are consistent. */
void crowd_assert_valid(struct crowd *crowd);
/* Fails the test unless everything is as it was before anything was granted. Not for where clients were
 * started anew while something was granted: they stand elsewhere then, and other untypeds are split. */
void crowd_assert_nothing_is_held(struct crowd *crowd);
