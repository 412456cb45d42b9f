/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel as a unit test scripts it: the other end of hosted_enter(), without a second thread.
 *
 * A function of the test answers a Call to SCRIPTED_ENDPOINT; a Reply is kept for inspection; another
 * function makes what is received; the slots of SCRIPTED_CNODE are a table of full and empty, which Delete
 * and the fakes change. Asking this kernel for anything else fails the test.
 */
#pragma once

#include <kernel/abi.h>
#include <sel4/sel4.h>
#include <stdbool.h>

#define SCRIPTED_CNODE 2
#define SCRIPTED_CLIENT_CNODE 3 /* what happens in it is only counted */
#define SCRIPTED_ENDPOINT 5
#define SCRIPTED_SLOTS 20000

/* Answers a Call: changes the request in `message` into its reply. The length in its info tells how many
 * message registers arrive. */
typedef void (*scripted_peer_fn)(struct abi_message *message);

/* Fills in the message that a receive gets: the badge as its `capability`, info and registers. */
typedef void (*scripted_sender_fn)(struct abi_message *message);

struct scripted_kernel {
    scripted_peer_fn peer;
    scripted_sender_fn sender;
    unsigned calls;              /* to the endpoint */
    struct abi_message request;  /* the latest of these */
    unsigned replies;            /* sent by the code under test */
    struct abi_message reply;    /* the latest of these */
    unsigned deletes;            /* in the client's CNode */
    struct abi_message deletion; /* the latest of these */
    unsigned revokes;            /* in SCRIPTED_CNODE */
    unsigned full_slots;         /* of SCRIPTED_CNODE */
};

extern struct scripted_kernel scripted_kernel;

/* Empties everything; no peer, no step fails, and the IPC buffer is full of a pattern. */
void scripted_kernel_reset(void);

bool scripted_slot_is_full(seL4_CPtr slot);
void scripted_slot_fill(seL4_CPtr slot);
