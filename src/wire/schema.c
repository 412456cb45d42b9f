/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The schema as tables; see wire_schema.h.
 */
#include "wire/schema.h"

#define FIELD(row, number, type, what) [(row) + (number)] = {TAG(number, type), what}
/* An offset leaves the bits of the kind free. */
#define OFFSET(message, member)                                                                              \
    (offsetof(message, member) + 0 * sizeof(char[offsetof(message, member) < U32 ? 1 : -1]))
#define NUMBER(row, kind, message, member)                                                                   \
    FIELD(row, message##_##member##_tag, VARINT, (kind) | OFFSET(message, member))
#define MEMBER(row, message, member, place) FIELD(row, message##_##member##_tag, LENGTH, MESSAGE | (place))

const struct field sel4rpc_wire_fields[FIELDS] = {
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
_Static_assert(sizeof(RpcMessage) <= UINT8_MAX, "a place fits in bytes");

/* numbers: the last field that is one; as in all messages they come first, that is how many there are. */
#define PLACE(row, numbers, oneof, member)                                                                   \
    {                                                                                                        \
        row, numbers, offsetof(RpcMessage, member), sizeof(((RpcMessage *)0)->member),                       \
            offsetof(RpcMessage, oneof)                                                                      \
    }

const struct place sel4rpc_wire_places[PLACES] = {
    [RPC] = {RPC_ROW, 0, 0, sizeof(RpcMessage), 0},
    [RPC_RETURN] = PLACE(RETURN_ROW, ReturnMessage_paddr_tag, which_msg, msg.ret),
    [RPC_MEMORY] = PLACE(MEMORY_ROW, MemoryAllocMessage_device_tag, which_msg, msg.memory),
    [RPC_IRQ] = PLACE(IRQ_ROW, 0, which_msg, msg.irq),
    [RPC_IOPORT] = PLACE(IOPORT_ROW, IOPortMessage_end_tag, which_msg, msg.ioport),
    [RPC_RELEASE] = PLACE(RELEASE_ROW, ReleaseMessage_cookie_tag, which_msg, msg.release),
    [RPC_VERSION] = PLACE(VERSION_ROW, VersionMessage_features_tag, which_msg, msg.version),
    [RPC_ACCOUNT] = PLACE(ACCOUNT_ROW, AccountMessage_leases_limit_tag, which_msg, msg.account),
    [RPC_LEASE] = PLACE(LEASE_ROW, LeaseMessage_size_bits_tag, which_msg, msg.lease),
    [RPC_RANGE] = PLACE(RANGE_ROW, RangeMessage_last_tag, which_msg, msg.range),
    [RETURN_VERSION] =
        PLACE(VERSION_ROW, VersionMessage_features_tag, msg.ret.which_detail, msg.ret.detail.version),
    [RETURN_ACCOUNT] =
        PLACE(ACCOUNT_ROW, AccountMessage_leases_limit_tag, msg.ret.which_detail, msg.ret.detail.account),
    [RETURN_LEASE] = PLACE(LEASE_ROW, LeaseMessage_size_bits_tag, msg.ret.which_detail, msg.ret.detail.lease),
    [RETURN_RANGE] = PLACE(RANGE_ROW, RangeMessage_last_tag, msg.ret.which_detail, msg.ret.detail.range),
    [IRQ_MSI] = PLACE(MSI_ROW, IrqAllocMessagex86_MSI_vector_tag, msg.irq.which_type, msg.irq.type.msi),
    [IRQ_IOAPIC] =
        PLACE(IOAPIC_ROW, IrqAllocMessagex86_IOAPIC_vector_tag, msg.irq.which_type, msg.irq.type.ioapic),
    [IRQ_SIMPLE] =
        PLACE(SIMPLE_ROW, IrqAllocMessageSimple_trigger_tag, msg.irq.which_type, msg.irq.type.simple),
};
