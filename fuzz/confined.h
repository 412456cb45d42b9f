/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A confined thread on the hosted kernel, for kernel_calls.c. It has its own CSpace and VSpace, and what the
 * root task gave it: enum belonging. Its peer, a thread in the root task's CSpace, waits at the endpoint.
 *
 * Whatever the thread does, it must hold no more than it was given: only those objects and the ones in its
 * own untypeds, no other badge, no further right, not even in CNodes and threads that it made.
 */
#pragma once

#include "support/kernel_fixture.h"

#define CONFINED_CNODE_BITS 6
#define CONFINED_SLOTS (1u << CONFINED_CNODE_BITS)

/* The thread's slots, named by their first contents. */
enum belonging {
    SLOT_TCB = 1,
    SLOT_CNODE,
    SLOT_VSPACE,
    SLOT_UNTYPED,
    SLOT_DEVICE_UNTYPED,
    SLOT_ENDPOINT,       /* badged, to call the peer */
    SLOT_FAULT_ENDPOINT, /* with another badge */
    SLOT_SIGNAL,         /* a notification, badged, to write */
    SLOT_WAIT,           /* the same notification, unbadged, to read */
    SLOT_FRAME,          /* read-only */
    SLOT_IRQ,
    SLOT_PORTS,
    SLOT_ASID_POOL,
    SLOT_END
};

struct confined {
    struct fixture *fixture;
    struct fixture_thread thread;
    struct fixture_thread peer;
    abi_word cnode;    /* the thread's CNode, in the root task's CSpace */
    abi_word endpoint; /* where the peer receives */
    abi_word gift;     /* the peer's read-only frame, which it may pass on */
};

/* One world at a time. Makes it anew: the thread runs and the peer waits. */
struct confined *confined_new(void);
/* Revokes all that the root task got at boot; fails unless nothing is left. */
void confined_destroy(void);
/* Makes the capability to I/O ports that the thread is given; 0 where there are none. */
abi_word confined_ports(struct fixture *fixture);
/* Fails if the thread has more than it was given, or the root task lacks something that it had. */
void confined_check(void);
