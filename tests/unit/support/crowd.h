/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server and several clients on the hosted kernel, in one process. The server is the root task; each client
 * is a process with its own CSpace and badge, and may crash and restart. client_slot() and the other
 * functions of pair.h use the current client's slots.
 */
#pragma once

#include "support/user_fixture.h"

#include <sel4rpc/client.h>
#include <sel4rpc/server.h>

#define CROWD_CLIENTS 3
#define CROWD_SLOTS 100
/* The label of the answer to a message that is no request. */
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
    struct fixture_balance empty;  /* without any client */
    struct fixture_balance before; /* all clients exist, nothing is granted */
};

/* A cmocka set-up: *state is the struct crowd. No client is registered. The root task is current. */
int crowd_set_up(void **state);
/* Revokes everything, and fails the test if anything is left. */
int crowd_tear_down(void **state);

/* Makes client n the current thread. Returns the argument for its calls. */
sel4rpc_client_t *crowd_be(struct crowd *crowd, unsigned n);
/* Makes the server the current thread. */
void crowd_be_server(void);

/* Receives and serves one message; argument: the struct crowd. The clients' calls run this. */
void crowd_serve(void *argument);

/*
 * Makes the client's program fault: its thread is dead, but its capabilities remain. The server must be
 * current.
 */
void crowd_crash(struct crowd *crowd, unsigned n);
/* Destroys what is left of the client. */
void crowd_destroy(struct crowd *crowd, unsigned n);
/* Starts a new client with the same badge and empty slots. */
void crowd_start(struct crowd *crowd, unsigned n);

/* Fails the test unless the server's and the kernel's books are consistent. */
void crowd_assert_valid(struct crowd *crowd);
/*
 * Fails the test unless everything is as before the first grant. Not after clients restarted while something
 * was granted: then they are at other addresses, and other untypeds are split.
 */
void crowd_assert_nothing_is_held(struct crowd *crowd);
