/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Messages that an application has added to RpcMessage: lines of its own in rpc.proto. nanopb's encoder and
 * decoder carry them, as the library's tables know nothing of them. A build whose rpc.proto has none never
 * calls what is declared here, and links neither it nor nanopb.
 */
#pragma once

#include <rpc.pb.h>
#include <sel4/sel4.h>
#include <stdbool.h>
#include <utils/attribute.h>

/* Whether a member of RpcMessage with this number is an application's. */
#define IS_APPLICATION_NUMBER(number)                                                                        \
    (((number) >= 5 && (number) <= 9) || ((number) >= 100 && (number) <= 18999))

#define COUNT_APPLICATION(message, allocation, presence, type, name, number) +IS_APPLICATION_NUMBER(number)
enum { APPLICATION_MESSAGES = 0 RpcMessage_FIELDLIST(COUNT_APPLICATION, RpcMessage) };

/* Whether a number is one of theirs. */
static inline bool srpc_application_has(unsigned number)
{
#define IS_THIS_ONE(message, allocation, presence, type, name, its_number)                                   \
    || (IS_APPLICATION_NUMBER(its_number) && number == (its_number))
    return false RpcMessage_FIELDLIST(IS_THIS_ONE, RpcMessage);
#undef IS_THIS_ONE
}

/* Like srpc_wire_encode(), for their messages; returns 0 for others. */
seL4_Word srpc_application_encode(const RpcMessage *message, seL4_Word first) WARN_UNUSED_RESULT;

/* Decodes any message, whose length and bytes begin at `next` and end before `end`. Returns false, with
 * *message undefined, if they are none. */
bool srpc_application_decode(RpcMessage *message, const unsigned char *next,
                             const unsigned char *end) WARN_UNUSED_RESULT;
