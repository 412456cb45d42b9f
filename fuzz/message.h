/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One message to a server on the fakes, for server_request.c, and its outcome.
 *
 * message_foretell() decodes the bytes within the message's length, and looks up who holds what;
 * message_check() compares that with the answer and with what is held then.
 */
#pragma once

#include "support/serving.h"

#define ANY_ERROR (-1)

struct message {
    struct served *served;
    bool registered; /* A_CLIENT and ANOTHER_CLIENT are registered, nobody else */
    seL4_Word badge;
    seL4_MessageInfo_t info;
    seL4_Word registers[seL4_MsgMaxLength];
    seL4_Word length; /* in registers */
    bool is_request;
    /* Predicted. */
    bool decodes;
    RpcMessage decoded; /* the request, if it decodes */
    int wanted;         /* error code of the answer, or ANY_ERROR */
    bool handled;       /* a handler answers as it likes, or not at all */
    /* Before the message. */
    struct holdings holdings;
    unsigned objects; /* leases of memory */
    unsigned replies;
};

/* Predicts the outcome. Set the first six members, `length` and `is_request` before. */
void message_foretell(struct message *message);
/* Call this after the server has had the message. Fails if the outcome is not the predicted one. */
void message_check(const struct message *message);
