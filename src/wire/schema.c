/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The schema as tables, and what must be true of it; see schema.h.
 */
#include "wire/schema.h"

/* ---- What the tables rely on. */

/* Callers may read msg.msg.errorCode for msg.msg.ret.errorCode. */
_Static_assert(offsetof(RpcMessage, msg.errorCode) == offsetof(RpcMessage, msg.ret.errorCode) &&
                   sizeof(((RpcMessage *)0)->msg.errorCode) == sizeof(((RpcMessage *)0)->msg.ret.errorCode),
               "errorCode must lie over ret.errorCode");
_Static_assert(sizeof(Action) == sizeof(uint32_t) && sizeof(LeaseKind) == sizeof(uint32_t) &&
                   sizeof(bool) == 1,
               "the kinds have the sizes that are read and written");
_Static_assert(sizeof(RpcMessage) <= UINT8_MAX, "a place fits in bytes");
_Static_assert((unsigned)PLACES <= (unsigned)U32, "a place leaves the bits of the kind free");
_Static_assert(FIELDS <= UINT8_MAX, "a row fits in a byte");

/* In each message the numbers come first, then the members of its oneof, and there are no gaps. */
#define IN_PLACE(message, allocation, presence, type, name, number) &&IN_PLACE_##presence(message, number)
#define IN_PLACE_SINGULAR(message, number) (number) <= NUMBERS_##message
#define IN_PLACE_ONEOF(message, number)                                                                      \
    (number) > NUMBERS_##message && (number) <= NUMBERS_##message + MEMBERS_##message
#define CHECK_ORDER(message)                                                                                 \
    _Static_assert(ROW_##message == ROW_RpcMessage || (true message##_FIELDLIST(IN_PLACE, message)),         \
                   #message ": numbers first, then a oneof, without gaps");
WIRE_MESSAGES(CHECK_ORDER)

#define FITS(message, allocation, presence, type, name, number) &&(number) <= MAX_NUMBER
_Static_assert(true RpcMessage_FIELDLIST(FITS, RpcMessage), "a tag takes one byte");

/* ---- Fields. A field that has no macro here does not compile. */

#define FIELD(message, allocation, presence, type, name, number)                                             \
    FIELD_##allocation##_##presence(message, type, name, number)
#define FIELD_STATIC_SINGULAR(message, type, name, number)                                                   \
    [ROW_##message + (number)] = {TAG(number, VARINT), KIND_##type | OFFSET(message, name)},
#define KIND_UINT64 U64
#define KIND_UINT32 U32
#define KIND_UENUM U32
#define KIND_BOOL BOOL
#define OFFSET(message, member)                                                                              \
    (offsetof(message, member) + 0 * sizeof(char[offsetof(message, member) < U32 ? 1 : -1]))

#define FIELD_STATIC_ONEOF(message, type, name, number) MEMBER_##type(message, name, number)
#define MEMBER_MESSAGE(message, name, number)                                                                \
    [ROW_##message + (number)] = {TAG(number, LENGTH), MESSAGE | PLACE_OF(message, MEMBER name)},
#define PLACE_OF(message, member) GLUE(PLACE_OF_##message, member)
#define PLACE_OF_RpcMessage PLACE_
#define PLACE_OF_ReturnMessage PLACE_ReturnMessage_
#define PLACE_OF_IrqAllocMessage PLACE_IrqAllocMessage_
/* The deprecated error code, the only member that is not a message: the decoder knows its tag. */
#define MEMBER_UINT32(message, name, number)                                                                 \
    [ROW_##message + (number)] = {0, U32 | offsetof(message, PATH name)},

#define FIELDS_OF(message) message##_FIELDLIST(FIELD, message)

const struct field srpc_wire_fields[FIELDS] = {
    [0] = {UINT8_MAX, 0}, /* none: a tag of 0 leads here, and must not find itself */
    WIRE_MESSAGES(FIELDS_OF)};

/* ---- Places. */

#define PART_OF_RpcMessage 0
#define PART_OF_ReturnMessage offsetof(RpcMessage, msg.ret)
#define PART_OF_IrqAllocMessage offsetof(RpcMessage, msg.irq)

#define PLACE(message, allocation, presence, type, name, number) PLACE_##presence##_##type(message, name)
#define PLACE_SINGULAR_UINT32(message, name)
#define PLACE_SINGULAR_UINT64(message, name)
#define PLACE_ONEOF_UINT32(message, name)
#define PLACE_ONEOF_MESSAGE(message, name)                                                                   \
    [PLACE_OF(message, MEMBER name)] =                                                                       \
        PLACE_ROW(MESSAGE_TYPE(message, ONEOF name, MEMBER name), message, ONEOF name, PATH name),
#define MESSAGE_TYPE(message, oneof, member) GLUE(GLUE(message##_, oneof), GLUE(GLUE(_, member), _MSGTYPE))
#define PLACE_ROW(type, message, oneof, path)                                                                \
    {                                                                                                        \
        GLUE(ROW_, type), GLUE(NUMBERS_, type), GLUE(MEMBERS_, type),                                        \
            (uint8_t)(PART_OF_##message + offsetof(message, path)), sizeof(((message *)0)->path),            \
            (uint8_t)(PART_OF_##message + offsetof(message, GLUE(which_, oneof)))                            \
    }

const struct place srpc_wire_places[PLACES] = {
    [PLACE_RPC] = {ROW_RpcMessage, 0, MAX_NUMBER, 0, sizeof(RpcMessage), 0},
    RpcMessage_FIELDLIST(PLACE, RpcMessage) ReturnMessage_FIELDLIST(PLACE, ReturnMessage)
        IrqAllocMessage_FIELDLIST(PLACE, IrqAllocMessage)};
