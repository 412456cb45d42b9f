/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A hostile client: messages to a server, well-formed and not, reproducible by seed. It uses nothing of the
 * library but the encoding, and runs both in one-process tests and as a process.
 *
 * hostile_fill() puts the next message into the thread's IPC buffer; the caller sends it and passes the reply
 * to hostile_take().
 */
#pragma once

#include "support/random.h"

#include <sel4/sel4.h>
#include <stdbool.h>

#define HOSTILE_COOKIES 64
#define HOSTILE_BYTES 160

struct hostile {
    struct random random;
    seL4_Word magic;
    /* Cookies that it has seen: its own and others', some of them of leases that have ended. */
    uint64_t cookies[HOSTILE_COOKIES];
    unsigned cookie_count;
    seL4_CPtr capability; /* one of its own to send along; 0: none */
    /* The latest message, for replays. */
    seL4_Word last[HOSTILE_BYTES / sizeof(seL4_Word)];
    seL4_MessageInfo_t last_info;
    unsigned granted; /* answers that were grants */
    unsigned refused;
    unsigned strange; /* replies that the protocol does not define */
};

struct hostile hostile_new(uint64_t seed, seL4_Word magic);
void hostile_learn(struct hostile *hostile, uint64_t cookie);
/* Returns the info of the message to send. */
seL4_MessageInfo_t hostile_fill(struct hostile *hostile);
/* Takes the answer from the IPC buffer. */
void hostile_take(struct hostile *hostile, seL4_MessageInfo_t info);
