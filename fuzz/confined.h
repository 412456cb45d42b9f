/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A confined thread on the hosted kernel, for kernel_calls.c: it has its own CSpace and VSpace, and what the
 * root task gave it, enum belonging. Its peer, a thread in the root task's CSpace, waits at the endpoint.
 *
 * Whatever the thread does, it must not hold more than it was given: only those objects and those in its own
 * untypeds, no other badge, no further right, not even in CNodes and threads that it made.
 */
#pragma once

#include "support/kernel_fixture.h"

#define CONFINED_CNODE_BITS 6
#define CONFINED_SLOTS (1u << CONFINED_CNODE_BITS)

/* The thread's slots, by what is in them at first. */
enum belonging {
    SLOT_TCB = 1,
    SLOT_CNODE,
    SLOT_VSPACE,
    SLOT_UNTYPED,
    SLOT_DEVICE_UNTYPED,
    SLOT_ENDPOINT,       /* badged; to call the peer by */
    SLOT_FAULT_ENDPOINT, /* with another badge */
    SLOT_SIGNAL,         /* a notification, badged, to write */
    SLOT_WAIT,           /* the same, not badged, to read */
    SLOT_FRAME,          /* to read */
    SLOT_IRQ,
    SLOT_PORTS,
    SLOT_ASID_POOL,
    SLOT_END
};

struct confined {
    struct fixture *fixture;
    struct fixture_thread thread;
    struct fixture_thread peer;
    abi_word cnode;    /* the thread's, in the root task's CSpace */
    abi_word endpoint; /* the peer's */
    abi_word gift;     /* the peer's: the frame, to read, which it may pass on */
};

/* One world at a time: made anew, with the thread running and the peer waiting. */
struct confined *confined_new(void);
/* Fails unless nothing is left once the root task has revoked all that it was given at boot. */
void confined_destroy(void);
/* Fails where the thread has got more than it was given, or the root task has not what it had. */
void confined_check(void);
