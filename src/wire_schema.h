/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The schema as the decoder reads it: in `fields` a row for each message, in which a field stands at its
 * number, and in `places`, for each place where an RpcMessage can hold a message, which row that has and
 * where its struct lies.
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
    IRQ_SIMPLE
};

struct place {
    uint8_t row;
    uint8_t part;  /* offset of the message's struct in the RpcMessage */
    uint8_t size;  /* of the struct */
    uint8_t which; /* offset, likewise, of what tells which member its oneof holds */
};

#define FIELD(row, number, type, what) [(row) + (number)] = {TAG(number, type), what}
#define NUMBER(row, kind, message, member)                                                                   \
    FIELD(row, message##_##member##_tag, VARINT, (kind) | offsetof(message, member))
#define MEMBER(row, message, member, place) FIELD(row, message##_##member##_tag, LENGTH, MESSAGE | (place))

static const struct field fields[FIELDS] = {
    [0] = {UINT8_MAX, 0}, /* none: a tag of 0 leads here, and must not find itself */
    NUMBER(MEMORY_ROW, U64, MemoryAllocMessage, address),
    NUMBER(MEMORY_ROW, U64, MemoryAllocMessage, size_bits),
    NUMBER(MEMORY_ROW, U64, MemoryAllocMessage, type),
    NUMBER(MEMORY_ROW, U32, MemoryAllocMessage, action),
    NUMBER(MEMORY_ROW, BOOL, MemoryAllocMessage, device),
    MEMBER(IRQ_ROW, IrqAllocMessage, msi, IRQ_MSI),
    MEMBER(IRQ_ROW, IrqAllocMessage, ioapic, IRQ_IOAPIC),
    MEMBER(IRQ_ROW, IrqAllocMessage, simple, IRQ_SIMPLE),
    NUMBER(MSI_ROW, U64, IrqAllocMessagex86_MSI, pci_bus),
    NUMBER(MSI_ROW, U64, IrqAllocMessagex86_MSI, pci_dev),
    NUMBER(MSI_ROW, U64, IrqAllocMessagex86_MSI, pci_func),
    NUMBER(MSI_ROW, U64, IrqAllocMessagex86_MSI, handle),
    NUMBER(MSI_ROW, U64, IrqAllocMessagex86_MSI, vector),
    NUMBER(IOAPIC_ROW, U64, IrqAllocMessagex86_IOAPIC, ioapic),
    NUMBER(IOAPIC_ROW, U64, IrqAllocMessagex86_IOAPIC, pin),
    NUMBER(IOAPIC_ROW, U64, IrqAllocMessagex86_IOAPIC, level),
    NUMBER(IOAPIC_ROW, U64, IrqAllocMessagex86_IOAPIC, polarity),
    NUMBER(IOAPIC_ROW, U64, IrqAllocMessagex86_IOAPIC, vector),
    NUMBER(SIMPLE_ROW, BOOL, IrqAllocMessageSimple, setTrigger),
    NUMBER(SIMPLE_ROW, U64, IrqAllocMessageSimple, irq),
    NUMBER(SIMPLE_ROW, U64, IrqAllocMessageSimple, trigger),
    NUMBER(IOPORT_ROW, U32, IOPortMessage, start),
    NUMBER(IOPORT_ROW, U32, IOPortMessage, end),
    NUMBER(RELEASE_ROW, U64, ReleaseMessage, cookie),
    NUMBER(VERSION_ROW, U32, VersionMessage, version),
    NUMBER(VERSION_ROW, U64, VersionMessage, features),
    NUMBER(ACCOUNT_ROW, U64, AccountMessage, memory_bytes),
    NUMBER(ACCOUNT_ROW, U64, AccountMessage, memory_limit),
    NUMBER(ACCOUNT_ROW, U64, AccountMessage, leases),
    NUMBER(ACCOUNT_ROW, U64, AccountMessage, leases_limit),
    NUMBER(LEASE_ROW, U64, LeaseMessage, cookie),
    NUMBER(LEASE_ROW, U32, LeaseMessage, kind),
    NUMBER(LEASE_ROW, U64, LeaseMessage, first),
    NUMBER(LEASE_ROW, U64, LeaseMessage, last),
    NUMBER(LEASE_ROW, U64, LeaseMessage, type),
    NUMBER(LEASE_ROW, U64, LeaseMessage, size_bits),
    NUMBER(RANGE_ROW, U32, RangeMessage, kind),
    NUMBER(RANGE_ROW, U64, RangeMessage, index),
    NUMBER(RANGE_ROW, U64, RangeMessage, first),
    NUMBER(RANGE_ROW, U64, RangeMessage, last),
    NUMBER(RETURN_ROW, U32, ReturnMessage, errorCode),
    NUMBER(RETURN_ROW, U64, ReturnMessage, cookie),
    NUMBER(RETURN_ROW, U64, ReturnMessage, paddr),
    MEMBER(RETURN_ROW, ReturnMessage, version, RETURN_VERSION),
    MEMBER(RETURN_ROW, ReturnMessage, account, RETURN_ACCOUNT),
    MEMBER(RETURN_ROW, ReturnMessage, lease, RETURN_LEASE),
    MEMBER(RETURN_ROW, ReturnMessage, range, RETURN_RANGE),
    MEMBER(RPC_ROW, RpcMessage, ret, RPC_RETURN),
    MEMBER(RPC_ROW, RpcMessage, memory, RPC_MEMORY),
    MEMBER(RPC_ROW, RpcMessage, irq, RPC_IRQ),
    MEMBER(RPC_ROW, RpcMessage, ioport, RPC_IOPORT),
    MEMBER(RPC_ROW, RpcMessage, release, RPC_RELEASE),
    MEMBER(RPC_ROW, RpcMessage, version, RPC_VERSION),
    MEMBER(RPC_ROW, RpcMessage, account, RPC_ACCOUNT),
    MEMBER(RPC_ROW, RpcMessage, lease, RPC_LEASE),
    MEMBER(RPC_ROW, RpcMessage, range, RPC_RANGE),
    /* The deprecated error code, a member of the oneof that is no message: the decoder knows its tag. */
    [RPC_ROW + RpcMessage_errorCode_tag] = {0, U32 | offsetof(RpcMessage, msg.errorCode)},
};
_Static_assert(sizeof(Action) == sizeof(uint32_t) && sizeof(LeaseKind) == sizeof(uint32_t) &&
                   sizeof(bool) == 1,
               "the kinds have the sizes that are read and written");
_Static_assert(sizeof(LeaseMessage) <= U32 && offsetof(ReturnMessage, paddr) < U32,
               "the greatest offsets of numbers leave the bits of the kind free");
_Static_assert(sizeof(RpcMessage) <= UINT8_MAX, "a place fits in bytes");

#define PLACE(row, oneof, member)                                                                            \
    {                                                                                                        \
        row, offsetof(RpcMessage, member), sizeof(((RpcMessage *)0)->member), offsetof(RpcMessage, oneof)    \
    }

static const struct place places[] = {
    [RPC] = {RPC_ROW, 0, sizeof(RpcMessage), 0},
    [RPC_RETURN] = PLACE(RETURN_ROW, which_msg, msg.ret),
    [RPC_MEMORY] = PLACE(MEMORY_ROW, which_msg, msg.memory),
    [RPC_IRQ] = PLACE(IRQ_ROW, which_msg, msg.irq),
    [RPC_IOPORT] = PLACE(IOPORT_ROW, which_msg, msg.ioport),
    [RPC_RELEASE] = PLACE(RELEASE_ROW, which_msg, msg.release),
    [RPC_VERSION] = PLACE(VERSION_ROW, which_msg, msg.version),
    [RPC_ACCOUNT] = PLACE(ACCOUNT_ROW, which_msg, msg.account),
    [RPC_LEASE] = PLACE(LEASE_ROW, which_msg, msg.lease),
    [RPC_RANGE] = PLACE(RANGE_ROW, which_msg, msg.range),
    [RETURN_VERSION] = PLACE(VERSION_ROW, msg.ret.which_detail, msg.ret.detail.version),
    [RETURN_ACCOUNT] = PLACE(ACCOUNT_ROW, msg.ret.which_detail, msg.ret.detail.account),
    [RETURN_LEASE] = PLACE(LEASE_ROW, msg.ret.which_detail, msg.ret.detail.lease),
    [RETURN_RANGE] = PLACE(RANGE_ROW, msg.ret.which_detail, msg.ret.detail.range),
    [IRQ_MSI] = PLACE(MSI_ROW, msg.irq.which_type, msg.irq.type.msi),
    [IRQ_IOAPIC] = PLACE(IOAPIC_ROW, msg.irq.which_type, msg.irq.type.ioapic),
    [IRQ_SIMPLE] = PLACE(SIMPLE_ROW, msg.irq.which_type, msg.irq.type.simple),
};
