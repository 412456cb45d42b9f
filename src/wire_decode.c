/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The wire format by hand, for this one schema: from the IPC buffer's message registers straight to an
 * RpcMessage. What it reads and what it refuses is what nanopb does; the tests hold the two against each
 * other.
 *
 * How it works. `shapes` describes each message: its fields, by number from 1 on, without gaps. Fields may
 * come in any order, and any number of times. A submessage that begins puts the message that it is in aside,
 * in a list as deep as messages nest. Numbers of one byte are read in place, for others there are functions:
 * each is given where to read and where the message ends, and returns where it has stopped, or NULL for what
 * is refused.
 */
#include "wire.h"

#include <stddef.h>
#include <string.h>

/* Callers may read msg.msg.errorCode for msg.msg.ret.errorCode. */
_Static_assert(offsetof(RpcMessage, msg.errorCode) == offsetof(RpcMessage, msg.ret.errorCode) &&
                   sizeof(((RpcMessage *)0)->msg.errorCode) == sizeof(((RpcMessage *)0)->msg.ret.errorCode),
               "errorCode must lie over ret.errorCode");

/* ---- The schema. */

/* The lowest three bits are the wire type. */
enum kind { U64 = 0, MESSAGE = 2, U32 = 8, BOOL = 16, NOTHING = 7 };
#define WIRE_TYPE_MASK 7u

struct field {
    uint8_t kind;
    uint8_t place; /* of a number: its offset in the struct; of a message: its index in `shapes` */
};

struct shape {
    uint8_t number_0; /* index in `fields` before that of number 1 */
    uint8_t tags;     /* eight for each field: how many tags of one byte there are from FIRST_TAG on */
    uint8_t count;    /* how many fields there are */
    uint8_t which;    /* offset of the oneof's tag */
    uint8_t members;  /* offset of the oneof's members */
    uint8_t size;     /* of the struct */
};

enum {
    RPC,
    RETURN,
    MEMORY,
    IRQ,
    IOPORT,
    RELEASE,
    VERSION,
    ACCOUNT,
    LEASE,
    RANGE,
    IRQ_MSI,
    IRQ_IOAPIC,
    IRQ_SIMPLE
};

#define NUMBER(kind, message, member)                                                                        \
    {                                                                                                        \
        kind, offsetof(message, member)                                                                      \
    }

enum {
    RPC_FIRST = 1,
    RETURN_FIRST = RPC_FIRST + 9,
    MEMORY_FIRST = RETURN_FIRST + 7,
    IRQ_FIRST = MEMORY_FIRST + 5,
    IOPORT_FIRST = IRQ_FIRST + 3,
    RELEASE_FIRST = IOPORT_FIRST + 2,
    VERSION_FIRST = RELEASE_FIRST + 1,
    ACCOUNT_FIRST = VERSION_FIRST + 2,
    LEASE_FIRST = ACCOUNT_FIRST + 4,
    RANGE_FIRST = LEASE_FIRST + 6,
    MSI_FIRST = RANGE_FIRST + 4,
    IOAPIC_FIRST = MSI_FIRST + 5,
    SIMPLE_FIRST = IOAPIC_FIRST + 5,
    FIELDS = SIMPLE_FIRST + 3
};

static const struct field fields[] = {
    {NOTHING, 0},
    /* RpcMessage; the deprecated error code is treated by itself. */
    {MESSAGE, RETURN},
    {MESSAGE, MEMORY},
    {MESSAGE, IRQ},
    {MESSAGE, IOPORT},
    {MESSAGE, RELEASE},
    {MESSAGE, VERSION},
    {MESSAGE, ACCOUNT},
    {MESSAGE, LEASE},
    {MESSAGE, RANGE},
    NUMBER(U32, ReturnMessage, errorCode),
    NUMBER(U64, ReturnMessage, cookie),
    NUMBER(U64, ReturnMessage, paddr),
    {MESSAGE, VERSION},
    {MESSAGE, ACCOUNT},
    {MESSAGE, LEASE},
    {MESSAGE, RANGE},
    NUMBER(U64, MemoryAllocMessage, address),
    NUMBER(U64, MemoryAllocMessage, size_bits),
    NUMBER(U64, MemoryAllocMessage, type),
    NUMBER(U32, MemoryAllocMessage, action),
    NUMBER(BOOL, MemoryAllocMessage, device),
    {MESSAGE, IRQ_MSI},
    {MESSAGE, IRQ_IOAPIC},
    {MESSAGE, IRQ_SIMPLE},
    NUMBER(U32, IOPortMessage, start),
    NUMBER(U32, IOPortMessage, end),
    NUMBER(U64, ReleaseMessage, cookie),
    NUMBER(U32, VersionMessage, version),
    NUMBER(U64, VersionMessage, features),
    NUMBER(U64, AccountMessage, memory_bytes),
    NUMBER(U64, AccountMessage, memory_limit),
    NUMBER(U64, AccountMessage, leases),
    NUMBER(U64, AccountMessage, leases_limit),
    NUMBER(U64, LeaseMessage, cookie),
    NUMBER(U32, LeaseMessage, kind),
    NUMBER(U64, LeaseMessage, first),
    NUMBER(U64, LeaseMessage, last),
    NUMBER(U64, LeaseMessage, type),
    NUMBER(U64, LeaseMessage, size_bits),
    NUMBER(U32, RangeMessage, kind),
    NUMBER(U64, RangeMessage, index),
    NUMBER(U64, RangeMessage, first),
    NUMBER(U64, RangeMessage, last),
    NUMBER(U64, IrqAllocMessagex86_MSI, pci_bus),
    NUMBER(U64, IrqAllocMessagex86_MSI, pci_dev),
    NUMBER(U64, IrqAllocMessagex86_MSI, pci_func),
    NUMBER(U64, IrqAllocMessagex86_MSI, handle),
    NUMBER(U64, IrqAllocMessagex86_MSI, vector),
    NUMBER(U64, IrqAllocMessagex86_IOAPIC, ioapic),
    NUMBER(U64, IrqAllocMessagex86_IOAPIC, pin),
    NUMBER(U64, IrqAllocMessagex86_IOAPIC, level),
    NUMBER(U64, IrqAllocMessagex86_IOAPIC, polarity),
    NUMBER(U64, IrqAllocMessagex86_IOAPIC, vector),
    NUMBER(BOOL, IrqAllocMessageSimple, setTrigger),
    NUMBER(U64, IrqAllocMessageSimple, irq),
    NUMBER(U64, IrqAllocMessageSimple, trigger),
};
_Static_assert(sizeof(fields) / sizeof(fields[0]) == FIELDS,
               "the fields of each message begin where they are said to");
_Static_assert(sizeof(Action) == sizeof(uint32_t) && sizeof(LeaseKind) == sizeof(uint32_t) &&
                   sizeof(bool) == 1,
               "the kinds have the sizes that are read and written");

#define FIRST_TAG (1u << 3)
#define FIELDS_FROM(first, count) (first) - 1, (count) << 3, (count)
#define SHAPE_OF_NUMBERS(message, first, count)                                                              \
    {                                                                                                        \
        FIELDS_FROM(first, count), 0, 0, sizeof(message)                                                     \
    }

static const struct shape shapes[] = {
    [RPC] = {FIELDS_FROM(RPC_FIRST, 9), offsetof(RpcMessage, which_msg), offsetof(RpcMessage, msg),
             sizeof(RpcMessage)},
    [RETURN] = {FIELDS_FROM(RETURN_FIRST, 7), offsetof(ReturnMessage, which_detail),
                offsetof(ReturnMessage, detail), sizeof(ReturnMessage)},
    [MEMORY] = SHAPE_OF_NUMBERS(MemoryAllocMessage, MEMORY_FIRST, 5),
    [IRQ] = {FIELDS_FROM(IRQ_FIRST, 3), offsetof(IrqAllocMessage, which_type),
             offsetof(IrqAllocMessage, type), sizeof(IrqAllocMessage)},
    [IOPORT] = SHAPE_OF_NUMBERS(IOPortMessage, IOPORT_FIRST, 2),
    [RELEASE] = SHAPE_OF_NUMBERS(ReleaseMessage, RELEASE_FIRST, 1),
    [VERSION] = SHAPE_OF_NUMBERS(VersionMessage, VERSION_FIRST, 2),
    [ACCOUNT] = SHAPE_OF_NUMBERS(AccountMessage, ACCOUNT_FIRST, 4),
    [LEASE] = SHAPE_OF_NUMBERS(LeaseMessage, LEASE_FIRST, 6),
    [RANGE] = SHAPE_OF_NUMBERS(RangeMessage, RANGE_FIRST, 4),
    [IRQ_MSI] = SHAPE_OF_NUMBERS(IrqAllocMessagex86_MSI, MSI_FIRST, 5),
    [IRQ_IOAPIC] = SHAPE_OF_NUMBERS(IrqAllocMessagex86_IOAPIC, IOAPIC_FIRST, 5),
    [IRQ_SIMPLE] = SHAPE_OF_NUMBERS(IrqAllocMessageSimple, SIMPLE_FIRST, 3),
};

enum wire_type { VARINT = 0, FIXED64 = 1, LENGTH = 2, FIXED32 = 5 };

#define MAX_DEPTH 3 /* the message, its member, the member's */

/* Where reading has stopped, NULL for what is refused; and the number that was read. */
struct taken {
    const unsigned char *next;
    uint64_t value;
};

#define MAX_VARINT_BYTES 10
#define REFUSED ((struct taken){.next = NULL})

/* ---- Numbers. */

/* 64 bits, in up to ten bytes, the last of which has one. */
static __attribute__((noinline)) struct taken take_long(const unsigned char *next, const unsigned char *end)
{
    const unsigned char *most = end - next > MAX_VARINT_BYTES ? next + MAX_VARINT_BYTES : end;
    uint64_t value = 0, byte;
    unsigned shift = 0;

    do {
        if (next == most) {
            return REFUSED;
        }
        byte = *next++;
        value |= (byte & 0x7f) << shift;
        shift += 7;
    } while (byte > 0x7f);
    if (shift > 64 && byte > 1) {
        return REFUSED;
    }
    return (struct taken){next, value};
}

/* Whether a byte beyond the 32nd bit says no more than that the number goes on as it began: zeroes or, where
 * that is negative, ones. */
static bool is_extension(unsigned char byte, unsigned shift, uint32_t value)
{
    unsigned char ones = shift < 63 ? 0xff : 0x01;

    return shift < 64 && ((byte & 0x7f) == 0 || ((value >> 31) != 0 && byte == ones));
}

/* A tag, a length or a bool: 32 bits, in up to ten bytes. */
static __attribute__((noinline)) struct taken take_long32(const unsigned char *next, const unsigned char *end)
{
    uint32_t value = 0;
    unsigned shift = 0;
    unsigned char byte;

    do {
        if (next == end) {
            return REFUSED;
        }
        byte = *next++;
        if (shift < 32) {
            if (shift == 28 && (byte & 0x70) != 0 && (byte & 0x78) != 0x78) {
                return REFUSED;
            }
            value |= (uint32_t)(byte & 0x7f) << shift;
        } else if (!is_extension(byte, shift, value)) {
            return REFUSED;
        }
        shift += 7;
    } while ((byte & 0x80) != 0);
    return (struct taken){next, value};
}

static inline struct taken take32(const unsigned char *next, const unsigned char *end)
{
    return next != end && *next < 0x80 ? (struct taken){next + 1, *next} : take_long32(next, end);
}

/* Puts a number in its place. Returns where it stopped. */
static inline const unsigned char *take_number(const unsigned char *next, const unsigned char *end,
                                               unsigned kind, unsigned char *place)
{
    struct taken number;

    if (next != end && *next < 0x80) {
        number = (struct taken){next + 1, *next};
    } else {
        number = kind == BOOL ? take_long32(next, end) : take_long(next, end);
    }
    if (kind == U64) {
        *(uint64_t *)(void *)place = number.value;
        return number.next;
    }
    if (kind == BOOL) {
        *place = number.value != 0;
        return number.next;
    }
    *(uint32_t *)(void *)place = (uint32_t)number.value;
    return number.value <= UINT32_MAX ? number.next : NULL;
}

/* ---- What is seldom there. */

static const unsigned char *skip_bytes(const unsigned char *next, const unsigned char *end, uint64_t count)
{
    return (size_t)(end - next) < count ? NULL : next + count;
}

static const unsigned char *skip_varint(const unsigned char *next, const unsigned char *end)
{
    do {
        if (next == end) {
            return NULL;
        }
    } while ((*next++ & 0x80) != 0);
    return next;
}

/* A field that nobody knows here. */
static const unsigned char *skip(const unsigned char *next, const unsigned char *end, unsigned type)
{
    struct taken length;

    switch (type) {
    case VARINT:
        return skip_varint(next, end);
    case FIXED64:
        return skip_bytes(next, end, 8);
    case LENGTH:
        length = take32(next, end);
        return length.next == NULL ? NULL : skip_bytes(length.next, end, length.value);
    case FIXED32:
        return skip_bytes(next, end, 4);
    default:
        return NULL;
    }
}

/* A tag that is longer than a byte, or of no field of the message: then the field is skipped, or is the
 * deprecated error code of the RpcMessage, and the value is 0. */
static __attribute__((noinline)) struct taken take_rare(const unsigned char *next, const unsigned char *end,
                                                        const struct shape *shape, RpcMessage *message)
{
    struct taken tag = take32(next, end);
    uint32_t number = (uint32_t)tag.value >> 3, type = tag.value & 7;

    if (tag.next == NULL || number == 0) {
        return REFUSED;
    }
    if (number <= shape->count) {
        return tag;
    }
    if (number != RpcMessage_errorCode_tag || shape != &shapes[RPC]) {
        return (struct taken){skip(tag.next, end, type), 0};
    }
    if (type != VARINT) {
        return REFUSED;
    }
    message->which_msg = RpcMessage_errorCode_tag;
    return (struct taken){take_number(tag.next, end, U32, (unsigned char *)&message->msg.errorCode), 0};
}

/* ---- Messages. */

/* Makes the oneof hold the member; what it held of another is gone. */
static void choose_member(unsigned char *message, const struct shape *shape, unsigned number,
                          const struct shape *member)
{
    pb_size_t *which = (pb_size_t *)(void *)(message + shape->which);

    if (*which != number && *which != 0) {
        memset(message + shape->members, 0, member->size);
    }
    *which = (pb_size_t)number;
}

/* A message that goes on when the one in it has ended. */
struct outer {
    uint16_t end;  /* how far before the end of the whole */
    uint8_t shape; /* index in `shapes` */
    uint8_t part;  /* offset in the RpcMessage */
};

/* Reads a whole RpcMessage, all zero before, whose bytes end at `last`. */
static inline bool take_message(const unsigned char *next, const unsigned char *last, RpcMessage *message)
{
    const struct shape *shape = &shapes[RPC];
    const unsigned char *end = last;
    unsigned char *part = (unsigned char *)message;
    struct outer outers[MAX_DEPTH - 1];
    unsigned depth = 0;

    for (;;) {
        if (next == end) {
            if (depth == 0) {
                return true;
            }
            depth--;
            end = last - outers[depth].end;
            shape = &shapes[outers[depth].shape];
            part = (unsigned char *)message + outers[depth].part;
            continue;
        }
        unsigned tag = *next++;
        if (tag - FIRST_TAG >= shape->tags) {
            struct taken rare = take_rare(next - 1, end, shape, message);
            next = rare.next;
            tag = (unsigned)rare.value;
            if (next == NULL) {
                return false;
            }
            if (tag == 0) {
                continue;
            }
        }
        const struct field field = fields[shape->number_0 + (tag >> 3)];
        if (((tag ^ field.kind) & WIRE_TYPE_MASK) != 0) {
            return false;
        }
        if (field.kind != MESSAGE) {
            next = take_number(next, end, field.kind, part + field.place);
            if (next == NULL) {
                return false;
            }
            continue;
        }
        struct taken length = take32(next, end);
        if (length.next == NULL || length.value > (size_t)(end - length.next)) {
            return false;
        }
        next = length.next;
        choose_member(part, shape, tag >> 3, &shapes[field.place]);
        if (next + length.value != end) { /* the message that it is in goes on */
            outers[depth++] = (struct outer){
                .end = (uint16_t)(last - end),
                .shape = (uint8_t)(shape - shapes),
                .part = (uint8_t)(part - (unsigned char *)message),
            };
        }
        end = next + length.value;
        part += shape->members;
        shape = &shapes[field.place];
    }
}

bool sel4rpc_wire_decode(RpcMessage *message, seL4_Word first, seL4_Word length)
{
    const seL4_Word *words = seL4_GetIPCBuffer()->msg;

    if (length > seL4_MsgMaxLength || length <= first) {
        return false;
    }
    const unsigned char *end = (const unsigned char *)&words[length];
    struct taken size = take32((const unsigned char *)&words[first], end);
    /* In two halves, each of which compilers clear with a few stores. */
    memset(message, 0, sizeof(*message) / 2);
    memset((unsigned char *)message + sizeof(*message) / 2, 0, sizeof(*message) - sizeof(*message) / 2);
    return size.next != NULL && size.value <= (size_t)(end - size.next) &&
           take_message(size.next, size.next + size.value, message);
}
