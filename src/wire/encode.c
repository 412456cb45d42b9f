/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The wire format by hand, for this one schema: from an RpcMessage straight to the IPC buffer's message
 * registers. What it writes is what nanopb writes; the tests hold the two against each other.
 *
 * How it works. The tables of wire_schema.h say which numbers a message has: those that are not zero are
 * written, and then, behind room for its tag and length, the one member that it holds. All messages are
 * shorter than 128 bytes, so a length takes one byte, filled in at the end.
 */
#include "wire/wire.h"
#include "wire/schema.h"

#include <string.h>

_Static_assert(RpcMessage_size < 128, "every length takes one byte");
_Static_assert(RpcMessage_size < (seL4_MsgMaxLength - 3) * sizeof(seL4_Word),
               "every message fits in the message registers from the second on, and a word after it");
_Static_assert(RETURN_RANGE - RETURN_VERSION == ReturnMessage_range_tag - ReturnMessage_version_tag &&
                   IRQ_SIMPLE - IRQ_MSI == IrqAllocMessage_simple_tag - IrqAllocMessage_msi_tag,
               "members have places in the order of their tags");

static inline uint64_t get_number(const unsigned char *part, size_t what)
{
    if (__builtin_expect(what < U32, 1)) {
        return *(const uint64_t *)(const void *)(part + what - U64);
    }
    return what < BOOL ? *(const uint32_t *)(const void *)(part + what - U32) : part[what - BOOL];
}

/* A number of more than seven bits. */
static unsigned char *put_long(unsigned char *bytes, uint64_t value)
{
    do {
        *bytes++ = (unsigned char)(value | 0x80);
        value >>= 7;
    } while (value >= 0x80);
    *bytes++ = (unsigned char)value;
    return bytes;
}

static inline unsigned char *put(unsigned char *bytes, unsigned number, uint64_t value)
{
    if (value == 0) {
        return bytes;
    }
    *bytes++ = (unsigned char)TAG(number, VARINT);
    if (value >= 0x80) {
        return put_long(bytes, value);
    }
    *bytes++ = (unsigned char)value;
    return bytes;
}

/* The same for what is seldom there: a function, so that it stands here once. */
static unsigned char *put_seldom(unsigned char *bytes, unsigned number, uint64_t value)
{
    return put(bytes, number, value);
}

/* ---- What is sent most. */

static inline unsigned char *put_memory(unsigned char *bytes, const MemoryAllocMessage *memory)
{
    bytes = put(bytes, MemoryAllocMessage_address_tag, memory->address);
    bytes = put(bytes, MemoryAllocMessage_size_bits_tag, memory->size_bits);
    bytes = put(bytes, MemoryAllocMessage_type_tag, memory->type);
    if (memory->action != 0) {
        bytes = put_seldom(bytes, MemoryAllocMessage_action_tag, (uint32_t)memory->action);
    }
    return memory->device ? put_seldom(bytes, MemoryAllocMessage_device_tag, 1) : bytes;
}

static inline unsigned char *put_return(unsigned char *bytes, const ReturnMessage *ret)
{
    if (ret->errorCode != 0) {
        bytes = put_seldom(bytes, ReturnMessage_errorCode_tag, ret->errorCode);
    }
    bytes = put(bytes, ReturnMessage_cookie_tag, ret->cookie);
    return put(bytes, ReturnMessage_paddr_tag, ret->paddr);
}

/* ---- All messages. */

/* The numbers of the message at a place. */
static unsigned char *put_numbers(unsigned char *bytes, const RpcMessage *message, size_t place)
{
    const unsigned char *part = (const unsigned char *)message + sel4rpc_wire_places[place].part;
    const struct field *field = &sel4rpc_wire_fields[sel4rpc_wire_places[place].row];
    const struct field *last = field + sel4rpc_wire_places[place].numbers;

    while (field != last) {
        field++;
        uint64_t value = get_number(part, field->what);
        bytes = put(bytes, NUMBER_OF(field->tag), value);
    }
    return bytes;
}

/* The same for a message that holds nothing but numbers. Requests leave most of an account's and a lease's
 * out, so that these are looked at together first. */
static inline unsigned char *put_plain(unsigned char *bytes, const RpcMessage *message)
{
    const AccountMessage *account = &message->msg.account;
    const LeaseMessage *lease = &message->msg.lease;

    if (message->which_msg == RpcMessage_account_tag &&
        (account->memory_bytes | account->memory_limit | account->leases | account->leases_limit) == 0) {
        return bytes;
    }
    if (message->which_msg == RpcMessage_lease_tag &&
        ((uint32_t)lease->kind | lease->first | lease->last | lease->type | lease->size_bits) == 0) {
        return put_seldom(bytes, LeaseMessage_cookie_tag, lease->cookie);
    }
    return put_numbers(bytes, message, message->which_msg);
}

/* A submessage's tag and length, once its bytes stand behind the two. */
static inline void put_frame(unsigned char *start, unsigned number, const unsigned char *end)
{
    start[0] = (unsigned char)TAG(number, LENGTH);
    start[1] = (unsigned char)(end - start - FRAME_BYTES);
}

/* The place of the one of `count` members, the first of which has number `first` and stands at `place`; RPC,
 * which is no member's, where the oneof holds none of them. */
static inline size_t place_of_member(size_t number, size_t first, size_t count, size_t place)
{
    return number - first < count ? place + number - first : RPC;
}

/* The number of the field that a member's place is of. */
static inline unsigned number_of_member(size_t place)
{
    return (unsigned)(place >= IRQ_MSI ? place - IRQ_MSI + IrqAllocMessage_msi_tag
                                       : place - RETURN_VERSION + ReturnMessage_version_tag);
}

seL4_Word sel4rpc_wire_encode(const RpcMessage *message, seL4_Word first)
{
    unsigned char *bytes = (unsigned char *)&seL4_GetIPCBuffer()->msg[first];
    unsigned char *end = bytes + PREFIX_BYTES + FRAME_BYTES;
    pb_size_t number = message->which_msg;
    size_t member = RPC;

    if (number == RpcMessage_memory_tag) {
        end = put_memory(end, &message->msg.memory);
    } else if (number == RpcMessage_ret_tag) {
        end = put_return(end, &message->msg.ret);
        member = place_of_member(message->msg.ret.which_detail, ReturnMessage_version_tag,
                                 RETURN_RANGE - RETURN_VERSION + 1, RETURN_VERSION);
    } else if (number == RpcMessage_irq_tag) {
        member = place_of_member(message->msg.irq.which_type, IrqAllocMessage_msi_tag,
                                 IRQ_SIMPLE - IRQ_MSI + 1, IRQ_MSI);
    } else if (number >= RPC_IOPORT && number <= RPC_RANGE) {
        end = put_plain(end, message);
    } else {
        return 0;
    }
    if (member != RPC) {
        unsigned char *start = end;
        end = put_numbers(start + FRAME_BYTES, message, member);
        put_frame(start, number_of_member(member), end);
    }
    put_frame(bytes + PREFIX_BYTES, number, end);
    bytes[0] = (unsigned char)(end - bytes - PREFIX_BYTES);
    memset(end, 0, sizeof(seL4_Word)); /* fills the last word up */
    return first + ((seL4_Word)(end - bytes) + sizeof(seL4_Word) - 1) / sizeof(seL4_Word);
}
