/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Faults put into a scenario from outside: the n-th kernel call is refused, or the n-th message between a
 * client and its server is altered on its way.
 */
#pragma once

#include "runs.h"
#include "scenario.h"

enum tampering_kind {
    TAMPER_NOTHING,
    TAMPER_CALL,    /* `value`: the error that the call returns, without being executed */
    TAMPER_REQUEST, /* a client's message to its server */
    TAMPER_ANSWER,  /* the server's answer */
    TAMPER_KINDS
};

enum alteration {
    ALTER_LENGTH, /* to `position` words, where it has more */
    ALTER_BYTE,   /* the byte at `position` of the message registers is changed: `value` says how */
    ALTER_LABEL,  /* to `value` */
    ALTER_CAPS,   /* the number of capabilities that are said to have come, to `value`; of answers only */
    ALTERATIONS
};

/* What becomes of a byte, by `value`. */
#define TAMPERED_BYTES 4

#define TAMPERING_MAX_WAITING 16 /* answers to more are not counted */

struct tampering {
    enum tampering_kind kind;
    unsigned n;         /* which occurrence, the first being 1 */
    const char *spared; /* a program whose kernel calls do not count; NULL: none */
    enum alteration alteration;
    unsigned position, value;

    /* What was seen in the run. */
    struct runs *runs;
    unsigned calls, requests, answers; /* kernel calls; what clients asked, and were answered */
    unsigned waiting_count;
    abi_word
        waiting[TAMPERING_MAX_WAITING]; /* the threads, by kernel_thread_paddr(), that wait for an answer */
    bool is_done;                       /* the n-th occurrence came, and there was something to be altered */
    unsigned length;                    /* of the message altered, in words */
};

/* Has the next runs of scenarios tampered with; `tampering` is cleared but for its first five members before
 * each. */
void tampering_use(struct tampering *tampering, struct runs *runs);
void tampering_reset(struct tampering *tampering);
