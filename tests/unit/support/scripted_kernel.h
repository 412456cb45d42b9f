/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel as a unit test scripts it: the other end of hosted_enter(), without a second thread.
 *
 * The test's function answers a Call to SCRIPTED_ENDPOINT; another makes the messages to receive; a Reply is
 * kept for inspection. The slots of SCRIPTED_CNODE are a table of full and empty ones, which Delete and the
 * fakes change. Any other call fails the test.
 */
#pragma once

#include <kernel/abi.h>
#include <sel4/sel4.h>
#include <stdbool.h>

#define SCRIPTED_CNODE 2
#define SCRIPTED_CLIENT_CNODE 3 /* only counts the calls on it */
#define SCRIPTED_ENDPOINT 5
#define SCRIPTED_SLOTS 20000

/*
 * Answers a Call: turns the request in `message` into its reply. The length in its info is the number of
 * message registers that arrive.
 */
typedef void (*scripted_peer_fn)(struct abi_message *message);

/* Fills in the message for a receive: the badge as `capability`, info and registers. */
typedef void (*scripted_sender_fn)(struct abi_message *message);

struct scripted_kernel {
    scripted_peer_fn peer;
    scripted_sender_fn sender;
    unsigned calls;              /* to the endpoint */
    struct abi_message request;  /* the latest call */
    unsigned replies;            /* sent by the code under test */
    struct abi_message reply;    /* the latest reply */
    unsigned deletes;            /* in the client's CNode */
    struct abi_message deletion; /* the latest delete */
    unsigned revokes;            /* in SCRIPTED_CNODE */
    unsigned full_slots;         /* of SCRIPTED_CNODE */
};

extern struct scripted_kernel scripted_kernel;

/* Resets everything: no peer, no failing step, and a pattern in the IPC buffer. */
void scripted_kernel_reset(void);

bool scripted_slot_is_full(seL4_CPtr slot);
void scripted_slot_fill(seL4_CPtr slot);
