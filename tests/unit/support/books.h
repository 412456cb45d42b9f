/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A naive model of a server's books: one array of all grants, searched from end to end, without lists, sums
 * or hashes. It predicts the answer to a request.
 */
#pragma once

#include "crowd.h"
#include "request.h"

#define BOOKS_ENTRIES (CROWD_CLIENTS * CROWD_SLOTS + 100)

struct books_entry {
    bool used;
    bool leased;    /* the server has a record of it; otherwise it was handed over */
    bool accounted; /* a registered client is charged for it */
    bool copy;      /* the client's capability is in its slot */
    unsigned owner; /* the client's number */
    unsigned slot;
    struct request request;
    uint64_t first;
    uint64_t last;
    uint64_t cookie;
};

struct books {
    struct books_entry entries[BOOKS_ENTRIES];
    const sel4rpc_limits_t *limits[CROWD_CLIENTS]; /* NULL: not registered */
    bool clients_only;                             /* a client was registered */
};

bool books_serve(const struct books *books, unsigned n); /* tells whether the client is served at all */
/* Predicts the answer to a request of client n. */
int books_predict(const struct books *books, unsigned n, const struct request *request);
/* What the client holds already, if it asks for exactly that: an interrupt or ports; NULL: nothing. */
struct books_entry *books_same(struct books *books, unsigned n, const struct request *request);
/* What a declaration for a client has to be answered with, and whether it may name this member. */
int books_predict_limits(const struct books *books, unsigned client, const sel4rpc_limits_t *limits);
bool books_name_wrong(const struct books *books, unsigned client, const sel4rpc_limits_t *limits,
                      const char *wrong);

void books_add(struct books *books, unsigned n, const struct request *request, unsigned slot,
               const struct grant_result *grant);
/* The lease of a cookie, whoever holds it; NULL: none. */
struct books_entry *books_find(struct books *books, unsigned n, uint64_t cookie);
/* Whether client n learns the addresses of what it got. */
bool books_tell_address(const struct books *books, unsigned n, const struct books_entry *entry);
/* Some entry of client n's, the next one at or after a number; NULL: it has none. */
struct books_entry *books_any(struct books *books, unsigned n, unsigned from);
/* Ends all leases of a client. With `gone`, its capabilities disappear too. */
void books_release(struct books *books, unsigned n, bool gone);
bool books_slot_is_full(const struct books *books, unsigned n, unsigned slot);

uint64_t books_entry_bytes(const struct books_entry *entry);
uint64_t books_bytes(const struct books *books, unsigned n);
/* Counts leases: a client's charged ones or, for CROWD_CLIENTS, all. */
unsigned books_leases(const struct books *books, unsigned n);
/* Counts everything issued of a kind. */
unsigned books_issued(const struct books *books, LeaseKind kind);
