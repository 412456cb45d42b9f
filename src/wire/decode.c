/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Decodes the wire format by hand, for this schema: from the IPC buffer's message registers straight to an
 * RpcMessage. It reads and refuses what nanopb does; tests compare the two.
 *
 * How it works. The tables in schema.h say what there is to read. Encoders write plain messages: tags of one
 * byte, known fields, and a nested message last, so that it ends where the outer one does. A loop that calls
 * nothing reads these, and advances only past what it has read. If it meets anything else, take_rest() goes
 * on from there: it reads fields in any order and any number of times, and skips unknown ones. If an
 * application has added messages of its own, nanopb reads every whole that is not just one message of ours.
 *
 * Functions that read take where to begin and where the message ends, and return where they stopped, or NULL
 * to refuse.
 */
#include "wire/wire.h"
#include "wire/application.h"
#include "wire/schema.h"

#include <string.h>
#include <utils/attribute.h>

/* ---- Numbers. */

/* Where reading stopped, NULL to refuse; and the number read. */
struct taken {
    const unsigned char *next;
    uint64_t value;
};

#define REFUSED ((struct taken){.next = NULL})
#define GOES_ON 0x80u /* in a byte of a number: it is not the last */

/* Skips a number of any length. */
static const unsigned char *skip_varint(const unsigned char *next, const unsigned char *end)
{
    do {
        if (next == end) {
            return NULL;
        }
    } while ((*next++ & GOES_ON) != 0);
    return next;
}

/* Whether a number whose last byte is at `shift` has more bits than its field. */
static inline bool is_too_great(uint64_t value, unsigned shift, uint64_t last_byte, size_t what)
{
    return (shift >= 63 && (shift > 63 || last_byte > 1)) || (what >= U32 && value > UINT32_MAX);
}

/* Reads a number that ends before the message does: 64 bits, in up to ten bytes, or 32. */
static inline struct taken take_number(const unsigned char *next, size_t what)
{
    uint64_t byte = *next++, value = byte;
    unsigned shift = 0;

    while (byte >= GOES_ON) {
        shift += 7;
        byte = *next++;
        value += (byte - 1) << (shift & 63); /* subtracts GOES_ON of the byte before */
    }
    if (is_too_great(value, shift, byte, what)) {
        return REFUSED;
    }
    return (struct taken){next, value};
}

/* Whether a byte beyond the 32nd bit only extends the number's sign. */
static bool is_extension(unsigned char byte, unsigned shift, uint32_t value)
{
    unsigned char ones = shift < 63 ? 0xff : 0x01;

    return shift < 64 && ((byte & 0x7f) == 0 || ((value >> 31) != 0 && byte == ones));
}

/* Reads a tag, a length or a bool: 32 bits, in up to ten bytes. */
static struct taken take32(const unsigned char *next, const unsigned char *end)
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
    } while (byte >= GOES_ON);
    return (struct taken){next, value};
}

/* ---- Unknown fields. */

static const unsigned char *skip_bytes(const unsigned char *next, const unsigned char *end, uint64_t count)
{
    return (size_t)(end - next) < count ? NULL : next + count;
}

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

/* ---- Messages. */

/* What is read, and where. Messages nest three deep, so these ends are enough. */
struct reader {
    RpcMessage *message;
    const unsigned char *next;
    const unsigned char *end;
    const unsigned char *outer_end; /* of the message around this one */
    const unsigned char *last;      /* of the whole */
    const struct field *row;
    unsigned char *part;
};

static inline void go_to(struct reader *reader, size_t place)
{
    reader->row = &srpc_wire_fields[srpc_wire_places[place].row];
    reader->part = (unsigned char *)reader->message + srpc_wire_places[place].part;
}

/* Which member the oneof holds that the message at a place belongs to. */
static inline pb_size_t *which_of(const struct reader *reader, size_t place)
{
    return (pb_size_t *)(void *)((unsigned char *)reader->message + srpc_wire_places[place].which);
}

static inline void put_number(unsigned char *part, size_t what, uint64_t value)
{
    if (what < U32) {
        *(uint64_t *)(void *)(part + what - U64) = value;
    } else if (what < BOOL) {
        *(uint32_t *)(void *)(part + what - U32) = (uint32_t)value;
    } else {
        part[what - BOOL] = value != 0;
    }
}

/* Begins a nested message if it ends where the outer one does. Its oneof is still empty, because nothing
 * follows such a message. */
static inline bool enter_plain(struct reader *reader, size_t place, size_t number, struct taken length)
{
    if (length.value != (size_t)(reader->end - length.next)) {
        return false;
    }
    *which_of(reader, place) = (pb_size_t)number;
    go_to(reader, place);
    return true;
}

/* Reads a field if it is plain; else changes nothing. */
static inline bool take_plain_field(struct reader *reader)
{
    const unsigned char *next = reader->next;

    if (next >= reader->end - 1) { /* no field is that short */
        return false;
    }
    size_t tag = next[0];
    const struct field *field = &reader->row[NUMBER_OF(tag)];
    if (field->tag != tag) {
        return false;
    }
    size_t what = field->what;
    struct taken taken = take_number(next + 1, what);
    if (taken.next == NULL) {
        return false;
    }
    if (what < U32) { /* most are */
        put_number(reader->part, what, taken.value);
    } else if (what < MESSAGE) {
        put_number(reader->part, what, taken.value);
    } else if (!enter_plain(reader, what - MESSAGE, NUMBER_OF(tag), taken)) {
        return false;
    }
    reader->next = taken.next;
    return true;
}

/* Begins a nested message; clears another member that the oneof held. */
static inline void enter(struct reader *reader, size_t place, size_t number, const unsigned char *end)
{
    pb_size_t *which = which_of(reader, place);

    reader->outer_end = reader->end;
    reader->end = end;
    go_to(reader, place);
    if (*which != 0 && *which != number) {
        memset(reader->part, 0, srpc_wire_places[place].size);
    }
    *which = (pb_size_t)number;
}

/* Returns to the outer message. */
static inline void leave(struct reader *reader)
{
    bool is_member = reader->part == (unsigned char *)&reader->message->msg;

    reader->end = reader->outer_end;
    reader->outer_end = reader->last;
    go_to(reader, is_member ? PLACE_RPC : reader->message->which_msg);
}

/* Reads the tag of a known field; 0 for an unknown one, which it skips. */
static inline struct taken take_tag(struct reader *reader)
{
    const unsigned char *end = reader->end;
    struct taken tag = take32(reader->next, end);
    uint32_t number = NUMBER_OF((uint32_t)tag.value), type = tag.value & 7;
    unsigned known = number <= MAX_SHORT ? reader->row[number].tag : 0;
    bool outermost = reader->row == &srpc_wire_fields[ROW_RpcMessage];

    if (tag.next == NULL || number == 0) {
        return REFUSED;
    }
    if (number == RpcMessage_errorCode_tag && outermost) {
        reader->message->which_msg = RpcMessage_errorCode_tag;
        known = TAG(RpcMessage_errorCode_tag, VARINT);
    } else if (number > MAX_SHORT && number <= MAX_NUMBER && outermost) {
        known = TAG(number, LENGTH);
    }
    if (NUMBER_OF(known) != number) {
        return (struct taken){skip(tag.next, end, type), 0};
    }
    return known == tag.value ? tag : REFUSED;
}

/* Reads any field. */
static inline bool take_field(struct reader *reader)
{
    struct taken tag = take_tag(reader);

    reader->next = tag.next;
    if (tag.next == NULL || tag.value == 0) {
        return tag.next != NULL;
    }
    size_t what = reader->row[NUMBER_OF(tag.value)].what;
    if (skip_varint(tag.next, reader->end) == NULL) {
        return false;
    }
    struct taken taken = what < BOOL ? take_number(tag.next, what) : take32(tag.next, reader->end);
    reader->next = taken.next;
    if (taken.next == NULL) {
        return false;
    }
    if (what < MESSAGE) {
        put_number(reader->part, what, taken.value);
        return true;
    }
    if (taken.value > (size_t)(reader->end - taken.next)) {
        return false;
    }
    enter(reader, what - MESSAGE, (size_t)NUMBER_OF(tag.value), taken.next + taken.value);
    return true;
}

/* Reads on from a field that is not plain, in a message that ends where the whole does. */
static NO_INLINE COLD bool take_rest(const unsigned char *next, const unsigned char *last,
                                     const struct field *row, unsigned char *part, RpcMessage *message)
{
    struct reader reader = {message, next, last, last, last, row, part};

    while (reader.next != last) {
        if (reader.next == reader.end) {
            leave(&reader);
        } else if (!take_field(&reader)) {
            return false;
        }
    }
    return true;
}

/* Reads the message at a place, which ends where the whole does. */
static bool take_plain(const unsigned char *next, const unsigned char *end, RpcMessage *message, size_t place)
{
    struct reader reader = {.message = message, .next = next, .end = end};

    go_to(&reader, place);
    if (end[-1] < GOES_ON) { /* then every number ends in time */
        while (take_plain_field(&reader)) {
        }
    }
    return reader.next == end || take_rest(reader.next, end, reader.row, reader.part, message);
}

/* Reads a whole whose length takes more than a byte. */
static NO_INLINE COLD bool take_long_whole(const unsigned char *next, const unsigned char *end,
                                           RpcMessage *message)
{
    struct taken size = take32(next, end);

    return size.next != NULL && size.value <= (size_t)(end - size.next) &&
           take_rest(size.next, size.next + size.value, &srpc_wire_fields[ROW_RpcMessage],
                     (unsigned char *)message, message);
}

/* ---- The whole. */

/* Clears in two halves, each small enough for compilers to use a few stores. */
static inline void clear(RpcMessage *message)
{
    memset(message, 0, sizeof(*message) / 2);
    memset((unsigned char *)message + sizeof(*message) / 2, 0, sizeof(*message) - sizeof(*message) / 2);
}

/* Whether the whole is one member: its tag, its length, and its bytes up to the end. */
static inline bool holds_member(const unsigned char *next, const unsigned char *end)
{
    size_t left = (size_t)(end - next);

    return left >= FRAME_BYTES && next[1] == left - FRAME_BYTES &&
           srpc_wire_fields[ROW_RpcMessage + NUMBER_OF(next[0])].tag == next[0];
}

bool srpc_wire_decode(RpcMessage *message, seL4_Word first, seL4_Word length)
{
    if (length > seL4_MsgMaxLength || length <= first) {
        return false;
    }
    const seL4_Word *words = seL4_GetIPCBuffer()->msg;
    const unsigned char *next = (const unsigned char *)&words[first];
    const unsigned char *end = (const unsigned char *)&words[length];
    clear(message);
    size_t size = *next;
    if (size >= GOES_ON) {
        return APPLICATION_MESSAGES != 0 ? srpc_application_decode(message, next, end)
                                         : take_long_whole(next, end, message);
    }
    next++;
    if (size > (size_t)(end - next)) {
        return false;
    }
    end = next + size;
    size_t place = PLACE_RPC;
    if (holds_member(next, end)) {
        place = NUMBER_OF(next[0]);
        message->which_msg = (pb_size_t)place;
        next += FRAME_BYTES;
    } else if (APPLICATION_MESSAGES != 0) {
        return srpc_application_decode(message, next - PREFIX_BYTES, end);
    }
    return take_plain(next, end, message, place);
}
