/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Injects a fault into a scenario: the n-th kernel call is refused, or the n-th message between a client and
 * its server is altered on its way.
 */
#pragma once

#include "runs.h"
#include "scenario.h"

enum tampering_kind {
    TAMPER_NOTHING,
    TAMPER_CALL,    /* the call returns error `value` without being executed */
    TAMPER_REQUEST, /* a client's message to its server */
    TAMPER_ANSWER,  /* the server's answer */
    TAMPER_KINDS
};

enum alteration {
    ALTER_LENGTH, /* to `position` words, if it has more */
    ALTER_BYTE,   /* the byte at `position` in the message registers changes, as `value` says */
    ALTER_LABEL,  /* to `value` */
    ALTER_CAPS,   /* the number of capabilities in an answer becomes `value` */
    ALTERATIONS
};

/* How a byte changes, by `value`. */
#define TAMPERED_BYTES 4

#define TAMPERING_MAX_WAITING 16 /* answers to more are not counted */

struct tampering {
    enum tampering_kind kind;
    unsigned n;         /* which occurrence, from 1 */
    const char *spared; /* a program whose kernel calls do not count; NULL: none */
    enum alteration alteration;
    unsigned position, value;

    /* Observed in the run. */
    struct runs *runs;
    unsigned calls, requests, answers; /* kernel calls; clients' requests, and their answers */
    unsigned waiting_count;
    abi_word waiting[TAMPERING_MAX_WAITING]; /* the threads that await an answer, by kernel_thread_paddr() */
    bool is_done;                            /* the n-th occurrence came, and could be altered */
    unsigned length;                         /* of the altered message, in words */
};

/* Tampers with the next runs of scenarios; clears `tampering`, except its first five members, before each. */
void tampering_use(struct tampering *tampering, struct runs *runs);
void tampering_reset(struct tampering *tampering);
