/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The wire format by hand, for this one schema: from an RpcMessage straight to the IPC buffer's message
 * registers. What it writes is what nanopb writes; the tests hold the two against each other.
 *
 * How it works. A function for each message puts its numbers, those that are not zero, and then the one
 * member that it holds. All messages are shorter than 128 bytes, so a length takes one byte, filled in at the
 * end.
 */
#include "wire.h"

#include <stddef.h>

_Static_assert(RpcMessage_size < 128, "every length takes one byte");
_Static_assert(RpcMessage_size < (seL4_MsgMaxLength - 1) * sizeof(seL4_Word),
               "every message fits in the message registers from the second on");

enum { VARINT = 0, LENGTH = 2 }; /* wire types */
#define PREFIX_BYTES 1           /* the length of the whole */
#define FRAME_BYTES 2            /* a submessage's tag and length */
#define TAG(number, type) ((unsigned char)((number) << 3 | (type)))

/* A field, which is left out where it is zero. A function, since there are forty calls of it. */
static __attribute__((noinline)) unsigned char *put_tagged(unsigned char *bytes, unsigned tag, uint64_t value)
{
    if (value == 0) {
        return bytes;
    }
    *bytes++ = (unsigned char)tag;
    while (value > 0x7f) {
        *bytes++ = (unsigned char)(value | 0x80);
        value >>= 7;
    }
    *bytes++ = (unsigned char)value;
    return bytes;
}

static inline unsigned char *put(unsigned char *bytes, unsigned number, uint64_t value)
{
    return put_tagged(bytes, TAG(number, VARINT), value);
}

static unsigned char *put_memory(unsigned char *bytes, const MemoryAllocMessage *memory)
{
    bytes = put(bytes, MemoryAllocMessage_address_tag, memory->address);
    bytes = put(bytes, MemoryAllocMessage_size_bits_tag, memory->size_bits);
    bytes = put(bytes, MemoryAllocMessage_type_tag, memory->type);
    bytes = put(bytes, MemoryAllocMessage_action_tag, (uint32_t)memory->action);
    return put(bytes, MemoryAllocMessage_device_tag, memory->device);
}

static unsigned char *put_msi(unsigned char *bytes, const IrqAllocMessagex86_MSI *msi)
{
    bytes = put(bytes, IrqAllocMessagex86_MSI_pci_bus_tag, msi->pci_bus);
    bytes = put(bytes, IrqAllocMessagex86_MSI_pci_dev_tag, msi->pci_dev);
    bytes = put(bytes, IrqAllocMessagex86_MSI_pci_func_tag, msi->pci_func);
    bytes = put(bytes, IrqAllocMessagex86_MSI_handle_tag, msi->handle);
    return put(bytes, IrqAllocMessagex86_MSI_vector_tag, msi->vector);
}

static unsigned char *put_ioapic(unsigned char *bytes, const IrqAllocMessagex86_IOAPIC *ioapic)
{
    bytes = put(bytes, IrqAllocMessagex86_IOAPIC_ioapic_tag, ioapic->ioapic);
    bytes = put(bytes, IrqAllocMessagex86_IOAPIC_pin_tag, ioapic->pin);
    bytes = put(bytes, IrqAllocMessagex86_IOAPIC_level_tag, ioapic->level);
    bytes = put(bytes, IrqAllocMessagex86_IOAPIC_polarity_tag, ioapic->polarity);
    return put(bytes, IrqAllocMessagex86_IOAPIC_vector_tag, ioapic->vector);
}

static unsigned char *put_simple(unsigned char *bytes, const IrqAllocMessageSimple *simple)
{
    bytes = put(bytes, IrqAllocMessageSimple_setTrigger_tag, simple->setTrigger);
    bytes = put(bytes, IrqAllocMessageSimple_irq_tag, simple->irq);
    return put(bytes, IrqAllocMessageSimple_trigger_tag, simple->trigger);
}

static unsigned char *put_ports(unsigned char *bytes, const IOPortMessage *ports)
{
    bytes = put(bytes, IOPortMessage_start_tag, ports->start);
    return put(bytes, IOPortMessage_end_tag, ports->end);
}

static unsigned char *put_version(unsigned char *bytes, const VersionMessage *version)
{
    bytes = put(bytes, VersionMessage_version_tag, version->version);
    return put(bytes, VersionMessage_features_tag, version->features);
}

static unsigned char *put_account(unsigned char *bytes, const AccountMessage *account)
{
    bytes = put(bytes, AccountMessage_memory_bytes_tag, account->memory_bytes);
    bytes = put(bytes, AccountMessage_memory_limit_tag, account->memory_limit);
    bytes = put(bytes, AccountMessage_leases_tag, account->leases);
    return put(bytes, AccountMessage_leases_limit_tag, account->leases_limit);
}

static unsigned char *put_lease(unsigned char *bytes, const LeaseMessage *lease)
{
    bytes = put(bytes, LeaseMessage_cookie_tag, lease->cookie);
    bytes = put(bytes, LeaseMessage_kind_tag, (uint32_t)lease->kind);
    bytes = put(bytes, LeaseMessage_first_tag, lease->first);
    bytes = put(bytes, LeaseMessage_last_tag, lease->last);
    bytes = put(bytes, LeaseMessage_type_tag, lease->type);
    return put(bytes, LeaseMessage_size_bits_tag, lease->size_bits);
}

static unsigned char *put_range(unsigned char *bytes, const RangeMessage *range)
{
    bytes = put(bytes, RangeMessage_kind_tag, (uint32_t)range->kind);
    bytes = put(bytes, RangeMessage_index_tag, range->index);
    bytes = put(bytes, RangeMessage_first_tag, range->first);
    return put(bytes, RangeMessage_last_tag, range->last);
}

/* A submessage's tag and length, once its bytes stand behind the two. */
static inline void put_frame(unsigned char *start, unsigned number, const unsigned char *end)
{
    start[0] = TAG(number, LENGTH);
    start[1] = (unsigned char)(end - start - FRAME_BYTES);
}

static unsigned char *put_irq(unsigned char *bytes, const IrqAllocMessage *irq)
{
    unsigned char *end, *member = bytes + FRAME_BYTES;

    switch (irq->which_type) {
    case IrqAllocMessage_msi_tag:
        end = put_msi(member, &irq->type.msi);
        break;
    case IrqAllocMessage_ioapic_tag:
        end = put_ioapic(member, &irq->type.ioapic);
        break;
    case IrqAllocMessage_simple_tag:
        end = put_simple(member, &irq->type.simple);
        break;
    default: /* it holds none */
        return bytes;
    }
    put_frame(bytes, irq->which_type, end);
    return end;
}

static unsigned char *put_return(unsigned char *bytes, const ReturnMessage *ret)
{
    unsigned char *end, *member;

    bytes = put(bytes, ReturnMessage_errorCode_tag, ret->errorCode);
    bytes = put(bytes, ReturnMessage_cookie_tag, ret->cookie);
    bytes = put(bytes, ReturnMessage_paddr_tag, ret->paddr);
    member = bytes + FRAME_BYTES;
    switch (ret->which_detail) {
    case ReturnMessage_version_tag:
        end = put_version(member, &ret->detail.version);
        break;
    case ReturnMessage_account_tag:
        end = put_account(member, &ret->detail.account);
        break;
    case ReturnMessage_lease_tag:
        end = put_lease(member, &ret->detail.lease);
        break;
    case ReturnMessage_range_tag:
        end = put_range(member, &ret->detail.range);
        break;
    default:
        return bytes;
    }
    put_frame(bytes, ret->which_detail, end);
    return end;
}

/* Returns where it ends; NULL: it is none that the protocol knows. */
static unsigned char *put_member(unsigned char *bytes, const RpcMessage *message)
{
    switch (message->which_msg) {
    case RpcMessage_ret_tag:
        return put_return(bytes, &message->msg.ret);
    case RpcMessage_memory_tag:
        return put_memory(bytes, &message->msg.memory);
    case RpcMessage_irq_tag:
        return put_irq(bytes, &message->msg.irq);
    case RpcMessage_ioport_tag:
        return put_ports(bytes, &message->msg.ioport);
    case RpcMessage_release_tag:
        return put(bytes, ReleaseMessage_cookie_tag, message->msg.release.cookie);
    case RpcMessage_version_tag:
        return put_version(bytes, &message->msg.version);
    case RpcMessage_account_tag:
        return put_account(bytes, &message->msg.account);
    case RpcMessage_lease_tag:
        return put_lease(bytes, &message->msg.lease);
    case RpcMessage_range_tag:
        return put_range(bytes, &message->msg.range);
    default:
        return NULL;
    }
}

bool sel4rpc_wire_encode(const RpcMessage *message, seL4_Word first, seL4_Word *length)
{
    seL4_Word *words = &seL4_GetIPCBuffer()->msg[first];
    unsigned char *bytes = (unsigned char *)words;
    unsigned char *end = put_member(bytes + PREFIX_BYTES + FRAME_BYTES, message);

    if (end == NULL) {
        return false;
    }
    bytes[0] = (unsigned char)(end - bytes - PREFIX_BYTES);
    put_frame(bytes + PREFIX_BYTES, message->which_msg, end);

    size_t count = (size_t)(end - bytes);
    size_t partial = count % sizeof(seL4_Word);
    if (partial != 0) {
        words[count / sizeof(seL4_Word)] &= ((seL4_Word)1 << (8 * partial)) - 1;
    }
    *length = first + (count + sizeof(seL4_Word) - 1) / sizeof(seL4_Word);
    return true;
}
