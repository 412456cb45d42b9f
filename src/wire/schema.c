/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The schema as tables, and what must be true of it; see schema.h.
 */
#include "wire/schema.h"

#include "wire/application.h"

/* ---- What the tables rely on. */

/* Callers may read msg.msg.errorCode for msg.msg.ret.errorCode. */
_Static_assert(offsetof(RpcMessage, msg.errorCode) == offsetof(RpcMessage, msg.ret.errorCode) &&
                   sizeof(((RpcMessage *)0)->msg.errorCode) == sizeof(((RpcMessage *)0)->msg.ret.errorCode),
               "errorCode must lie over ret.errorCode");
_Static_assert(sizeof(Action) == sizeof(uint32_t) && sizeof(LeaseKind) == sizeof(uint32_t) &&
                   sizeof(Reason) == sizeof(uint32_t) && sizeof(bool) == 1,
               "the kinds have the sizes that are read and written");
#define FITS_IN_BYTES(name, message) &&offsetof(RpcMessage, msg.name) + sizeof(message) <= UINT8_MAX
_Static_assert(true RPC_MEMBERS(FITS_IN_BYTES), "a place fits in bytes");
_Static_assert((unsigned)PLACES <= (unsigned)U32, "a place leaves the bits of the kind free");
_Static_assert(FIELDS <= UINT8_MAX, "a row fits in a byte");

/* In each message the numbers come first, then the members of its oneof, and there are no gaps. */
#define IN_PLACE(message, allocation, presence, type, name, number) &&IN_PLACE_##presence(message, number)
#define IN_PLACE_SINGULAR(message, number) (number) <= NUMBERS_##message
#define IN_PLACE_ONEOF(message, number)                                                                      \
    (number) > NUMBERS_##message && (number) <= NUMBERS_##message + MEMBERS_##message
#define CHECK_ORDER(message)                                                                                 \
    _Static_assert(true message##_FIELDLIST(IN_PLACE, message),                                              \
                   #message ": numbers first, then a oneof, without gaps");
WIRE_MESSAGES(CHECK_ORDER)

#define HAS_KNOWN_TAG(name, message) &&RpcMessage_##name##_tag <= MAX_NUMBER
_Static_assert(true RPC_MEMBERS(HAS_KNOWN_TAG), "a tag has a place and a row");

#define COUNT_OURS(name, message) +1
#define COUNT_OTHERS(message, allocation, presence, type, name, number) +!IS_APPLICATION_NUMBER(number)
_Static_assert((0 RpcMessage_FIELDLIST(COUNT_OTHERS, RpcMessage)) == 1 RPC_MEMBERS(COUNT_OURS),
               "what is added to RpcMessage has a number of an application: 5 to 9, or 100 to 18999");

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
#define PLACE_OF_ReturnMessage PLACE_ReturnMessage_
#define PLACE_OF_IrqAllocMessage PLACE_IrqAllocMessage_
#define FIELD_OF_RPC(name, message)                                                                          \
    [ROW_RpcMessage + RpcMessage_##name##_tag] = {SHORT_TAG(RpcMessage_##name##_tag), MESSAGE | PLACE_##name},
#define SHORT_TAG(number) ((number) <= MAX_SHORT ? TAG(number, LENGTH) : 0)

#define FIELDS_OF(message) message##_FIELDLIST(FIELD, message)

const struct field srpc_wire_fields[FIELDS] = {
    [0] = {UINT8_MAX, 0}, /* none: a tag of 0 leads here, and must not find itself */
    WIRE_MESSAGES(FIELDS_OF) RPC_MEMBERS(FIELD_OF_RPC)
        /* The deprecated error code, the only member that is not a message: the decoder knows its tag. */
        [ROW_RpcMessage + RpcMessage_errorCode_tag] = {0, U32 | offsetof(RpcMessage, msg.errorCode)}};

/* ---- Places. */

#define PART_OF_ReturnMessage offsetof(RpcMessage, msg.ret)
#define PART_OF_IrqAllocMessage offsetof(RpcMessage, msg.irq)

#define PLACE(message, allocation, presence, type, name, number) PLACE_##presence##_##type(message, name)
#define PLACE_SINGULAR_UINT32(message, name)
#define PLACE_SINGULAR_UINT64(message, name)
#define PLACE_SINGULAR_UENUM(message, name)
#define PLACE_ONEOF_MESSAGE(message, name)                                                                   \
    [PLACE_OF(message, MEMBER name)] =                                                                       \
        PLACE_ROW(MESSAGE_TYPE(message, ONEOF name, MEMBER name), PART_OF_##message, message,                \
                  GLUE(which_, ONEOF name), PATH name),
#define MESSAGE_TYPE(message, oneof, member) GLUE(GLUE(message##_, oneof), GLUE(GLUE(_, member), _MSGTYPE))
#define PLACE_ROW(type, part, message, which, path)                                                          \
    {                                                                                                        \
        GLUE(ROW_, type), GLUE(NUMBERS_, type), GLUE(MEMBERS_, type),                                        \
            (uint8_t)(part + offsetof(message, path)), sizeof(type),                                         \
            (uint8_t)(part + offsetof(message, which))                                                       \
    }
#define PLACE_OF_RPC(name, message) [PLACE_##name] = PLACE_ROW(message, 0, RpcMessage, which_msg, msg.name),

const struct place srpc_wire_places[PLACES] = {[PLACE_RPC] = {.row = ROW_RpcMessage}, /* is nobody's member */
                                               RPC_MEMBERS(PLACE_OF_RPC)
                                                   ReturnMessage_FIELDLIST(PLACE, ReturnMessage)
                                                       IrqAllocMessage_FIELDLIST(PLACE, IrqAllocMessage)};
