/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The schema as encoder and decoder use it, derived from what nanopb generates from rpc.proto. A new field
 * needs no change here; one that the tables cannot hold does not compile. List a new message once, below, and
 * a new member of RpcMessage once. Members that an application has added are not in these tables.
 *
 * The table of fields has a row for each message, with a field at the index of its number. The table of
 * places says, for each place where an RpcMessage can hold a message, which row that has and where its struct
 * is.
 *
 * A row has no end: the number in a tag leads from the row's beginning to some entry, maybe in a later row.
 * That entry is the field that was sent if its own tag is the same byte. Tags of two bytes are not in the
 * table: such an entry has tag 0.
 */
#pragma once

#include <rpc.pb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All messages but RpcMessage, whose row is the last: it has room for any number that a byte can hold. */
#define WIRE_MESSAGES(X)                                                                                     \
    X(MemoryAllocMessage)                                                                                    \
    X(IrqAllocMessagex86_MSI)                                                                                \
    X(IrqAllocMessagex86_IOAPIC)                                                                             \
    X(IrqAllocMessageSimple)                                                                                 \
    X(IrqAllocMessage)                                                                                       \
    X(IOPortMessage)                                                                                         \
    X(ReleaseMessage)                                                                                        \
    X(VersionMessage)                                                                                        \
    X(AccountMessage)                                                                                        \
    X(LeaseMessage)                                                                                          \
    X(RangeMessage)                                                                                          \
    X(CapabilityMessage)                                                                                     \
    X(ReturnMessage)

/* The members of RpcMessage that hold a message, and which. */
#define RPC_MEMBERS(X)                                                                                       \
    X(ret, ReturnMessage)                                                                                    \
    X(memory, MemoryAllocMessage)                                                                            \
    X(irq, IrqAllocMessage)                                                                                  \
    X(ioport, IOPortMessage)                                                                                 \
    X(release, ReleaseMessage)                                                                               \
    X(version, VersionMessage)                                                                               \
    X(account, AccountMessage)                                                                               \
    X(lease, LeaseMessage)                                                                                   \
    X(range, RangeMessage)                                                                                   \
    X(capability, CapabilityMessage)

enum {
    PREFIX_BYTES = 1, /* the length of the whole */
    FRAME_BYTES = 2   /* a submessage's tag and length */
};

enum wire_type { VARINT = 0, FIXED64 = 1, LENGTH = 2, FIXED32 = 5 };

#define TAG(number, type) ((number) << 3 | (type))
#define NUMBER_OF(tag) ((tag) >> 3)
#define MAX_SHORT 15  /* the largest number in a tag of one byte */
#define MAX_NUMBER 16 /* of a member of RpcMessage */

enum kind { U64 = 0x00, U32 = 0x40, BOOL = 0x80, MESSAGE = 0xc0 }; /* the highest two bits */

struct field {
    uint8_t tag;
    uint8_t what; /* a kind, with the number's offset in its struct or the message's place */
};

/* ---- From nanopb's lists of fields, X(message, allocation, presence, type, name, number). The name of a
 * member of a oneof is (oneof, member, path). */

#define ONEOF(oneof, member, path) oneof
#define MEMBER(oneof, member, path) member
#define PATH(oneof, member, path) path
#define GLUE2(a, b) a##b
#define GLUE(a, b) GLUE2(a, b)

/* How many fields of a message are numbers, and how many members of its oneof. */
#define COUNT_NUMBER(message, allocation, presence, type, name, number) +NUMBER_IF_##presence
#define NUMBER_IF_SINGULAR 1
#define NUMBER_IF_ONEOF 0
#define COUNT_MEMBER(message, allocation, presence, type, name, number) +1 - NUMBER_IF_##presence

/* Where each row begins: at the field that would have number 0, the last of the row before. So a tag leads to
 * a field with the same tag only in its own row: an earlier row would need a greater number. */
#define ROW(message)                                                                                         \
    ROW_##message, NUMBERS_##message = 0 message##_FIELDLIST(COUNT_NUMBER, message),                         \
                   MEMBERS_##message = 0 message##_FIELDLIST(COUNT_MEMBER, message),                         \
                   BEFORE_NEXT_##message = ROW_##message + NUMBERS_##message + MEMBERS_##message - 1,
enum {
    WIRE_MESSAGES(ROW) ROW_RpcMessage,
    FIELDS = ROW_RpcMessage + NUMBER_OF(UINT8_MAX) + 1 /* any byte leads to a field */
};

/* The places that can hold a message: the RpcMessage's members by number, then those nested in them. */
#define PLACE_BY_NUMBER(name, message) PLACE_##name = RpcMessage_##name##_tag,
#define PLACE_IN_ORDER(message, allocation, presence, type, name, number) IN_ORDER_##presence(message, name)
#define IN_ORDER_SINGULAR(message, name)
#define IN_ORDER_ONEOF(message, name) GLUE(PLACE_##message##_, MEMBER name),
enum {
    PLACE_RPC = 0,
    RPC_MEMBERS(PLACE_BY_NUMBER) BEFORE_NESTED = MAX_NUMBER,
    ReturnMessage_FIELDLIST(PLACE_IN_ORDER, ReturnMessage)
        IrqAllocMessage_FIELDLIST(PLACE_IN_ORDER, IrqAllocMessage) PLACES
};

struct place {
    uint8_t row;
    uint8_t numbers; /* how many of its fields, the first ones, are numbers */
    uint8_t members; /* of the oneof after them */
    uint8_t part;    /* offset of the message's struct in the RpcMessage */
    uint8_t size;    /* of the struct */
    uint8_t which;   /* offset of the tag of the oneof that this place belongs to */
};

#define HIDDEN __attribute__((visibility("hidden")))

extern HIDDEN const struct field srpc_wire_fields[FIELDS];
extern HIDDEN const struct place srpc_wire_places[PLACES];
