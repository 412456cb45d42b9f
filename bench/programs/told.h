/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Calls that only a parent makes. The server makes one when its client tells it to, and sets the marks
 * itself.
 */
#pragma once

#include <sel4rpc/lease.h>

/* The client's message: a Call with this label, and in MR0 what the server is to do. */
#define TOLD_LABEL 0x100

enum told {
    TOLD_RECEIVE,  /* nothing, but from now on requests may bring a capability */
    TOLD_RELEASE,  /* of the client: its leases, at most TOLD_MOST */
    TOLD_DISMISS,  /* a client with TOLD_COPIES copies of its endpoint capability: the first step */
    TOLD_REGISTER, /* one with an exclusive set, beside TOLD_CLIENTS */
};

#define TOLD_MOST 64
#define TOLD_COPIES 100
#define TOLD_CLIENTS 256

struct family;

/* Makes the call. Ends the program if it fails. */
void told_do(sel4rpc_server_env_t *server, const struct family *family, enum told what);
