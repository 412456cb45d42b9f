/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One message to a server on the fakes, for server_request.c, and its outcome.
 *
 * message_foretell() decodes what the message's length covers, and looks up who holds what; message_check()
 * compares that with the answer and with what is held then.
 */
#pragma once

#include "support/serving.h"

#define ANY_ERROR (-1)

struct message {
    struct served *served;
    bool registered; /* A_CLIENT and ANOTHER_CLIENT are, nobody else is */
    seL4_Word badge;
    seL4_MessageInfo_t info;
    seL4_Word registers[seL4_MsgMaxLength];
    seL4_Word length; /* of the registers that count */
    bool is_request;
    /* Foretold. */
    bool decodes;
    RpcMessage decoded; /* the request, where it decodes */
    int wanted;         /* error code of the answer, or ANY_ERROR */
    bool handled;       /* a handler answered as it liked, or not at all */
    /* Before it came. */
    struct holdings holdings;
    unsigned objects; /* leases of memory */
    unsigned replies;
};

/* The first six members, `length` and `is_request` are set. */
void message_foretell(struct message *message);
/* The server has had the message. Fails where anything else came of it. */
void message_check(const struct message *message);
