/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The schema as encoder and decoder read it: in the table of fields a row for each message, in which a field
 * stands at its number, numbers first, and in that of places, for each place where an RpcMessage can hold a
 * message, which row that has and where its struct lies.
 *
 * A row has no end of its own. A tag's number leads from the row's beginning to some field, maybe one of a
 * later row, whose number is then lower. It is the field that was sent where its own tag is the same byte.
 */
#pragma once

#include <rpc.pb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Callers may read msg.msg.errorCode for msg.msg.ret.errorCode. */
_Static_assert(offsetof(RpcMessage, msg.errorCode) == offsetof(RpcMessage, msg.ret.errorCode) &&
                   sizeof(((RpcMessage *)0)->msg.errorCode) == sizeof(((RpcMessage *)0)->msg.ret.errorCode),
               "errorCode must lie over ret.errorCode");

enum {
    PREFIX_BYTES = 1, /* the length of the whole */
    FRAME_BYTES = 2   /* a submessage's tag and length */
};

enum wire_type { VARINT = 0, FIXED64 = 1, LENGTH = 2, FIXED32 = 5 };

#define TAG(number, type) ((number) << 3 | (type))
#define NUMBER_OF(tag) ((tag) >> 3)

enum kind { U64 = 0x00, U32 = 0x40, BOOL = 0x80, MESSAGE = 0xc0 }; /* the highest two bits */

struct field {
    uint8_t tag;
    uint8_t what; /* a kind, with the number's offset in its struct or the message's place */
};

/* Where a row begins: at the field that would have number 0, the last field of the row before. */
enum {
    MEMORY_ROW = 0,
    IRQ_ROW = MEMORY_ROW + MemoryAllocMessage_device_tag,
    MSI_ROW = IRQ_ROW + IrqAllocMessage_simple_tag,
    IOAPIC_ROW = MSI_ROW + IrqAllocMessagex86_MSI_vector_tag,
    SIMPLE_ROW = IOAPIC_ROW + IrqAllocMessagex86_IOAPIC_vector_tag,
    IOPORT_ROW = SIMPLE_ROW + IrqAllocMessageSimple_trigger_tag,
    RELEASE_ROW = IOPORT_ROW + IOPortMessage_end_tag,
    VERSION_ROW = RELEASE_ROW + ReleaseMessage_cookie_tag,
    ACCOUNT_ROW = VERSION_ROW + VersionMessage_features_tag,
    LEASE_ROW = ACCOUNT_ROW + AccountMessage_leases_limit_tag,
    RANGE_ROW = LEASE_ROW + LeaseMessage_size_bits_tag,
    RETURN_ROW = RANGE_ROW + RangeMessage_last_tag,
    RPC_ROW = RETURN_ROW + ReturnMessage_range_tag,
    FIELDS = RPC_ROW + NUMBER_OF(UINT8_MAX) + 1 /* any byte leads to a field */
};

/* Where a message can be: members of the RpcMessage by their numbers, then the members of those. */
enum {
    RPC = 0,
    RPC_RETURN = RpcMessage_ret_tag,
    RPC_MEMORY = RpcMessage_memory_tag,
    RPC_IRQ = RpcMessage_irq_tag,
    RPC_IOPORT = RpcMessage_ioport_tag,
    RPC_RELEASE = RpcMessage_release_tag,
    RPC_VERSION = RpcMessage_version_tag,
    RPC_ACCOUNT = RpcMessage_account_tag,
    RPC_LEASE = RpcMessage_lease_tag,
    RPC_RANGE = RpcMessage_range_tag,
    RETURN_VERSION,
    RETURN_ACCOUNT,
    RETURN_LEASE,
    RETURN_RANGE,
    IRQ_MSI,
    IRQ_IOAPIC,
    IRQ_SIMPLE,
    PLACES
};

struct place {
    uint8_t row;
    uint8_t numbers; /* how many of its fields are */
    uint8_t part;    /* offset of the message's struct in the RpcMessage */
    uint8_t size;    /* of the struct */
    uint8_t which;   /* offset, likewise, of what tells which member its oneof holds */
};

#define HIDDEN __attribute__((visibility("hidden")))

extern HIDDEN const struct field sel4rpc_wire_fields[FIELDS];
extern HIDDEN const struct place sel4rpc_wire_places[PLACES];
