/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Encodes the wire format by hand: from an RpcMessage straight to the IPC buffer's message registers. It
 * writes what nanopb writes; tests compare the two.
 *
 * How it works. The tables in schema.h say which numbers a message has. Numbers other than zero are written;
 * then, behind room for its tag and length, the member that the oneof holds. A member comes last, so all
 * messages end together. Each is shorter than 128 bytes, so its length takes one byte, filled in at the end.
 */
#include "wire/application.h"
#include "wire/schema.h"
#include "wire/wire.h"

#include <string.h>
#include <utils/attribute.h>

enum { MOST_BYTES = 128 }; /* of a whole */

#define IS_SHORT(message) &&PREFIX_BYTES + FRAME_BYTES + 1 + message##_size <= MOST_BYTES
_Static_assert(true WIRE_MESSAGES(IS_SHORT),
               "every length takes one byte; half of what a server has to read");
_Static_assert(MOST_BYTES <= (seL4_MsgMaxLength - 3) * sizeof(seL4_Word),
               "every message fits in the message registers from the second on, and a word after it");

static inline uint64_t get_number(const unsigned char *part, size_t what)
{
    if (what < U32) {
        return *(const uint64_t *)(const void *)(part + what - U64);
    }
    return what < BOOL ? *(const uint32_t *)(const void *)(part + what - U32) : part[what - BOOL];
}

static inline unsigned char *put(unsigned char *bytes, unsigned char tag, uint64_t value)
{
    if (value == 0) {
        return bytes;
    }
    *bytes++ = tag;
    while (value >= 0x80) {
        *bytes++ = (unsigned char)(value | 0x80);
        value >>= 7;
    }
    *bytes++ = (unsigned char)value;
    return bytes;
}

/* Writes the numbers of a message, `part`, that stands at a place. */
static inline unsigned char *put_numbers(unsigned char *bytes, const unsigned char *part,
                                         const struct place *place)
{
    const struct field *field = &srpc_wire_fields[place->row];
    const struct field *last = field + place->numbers;

    while (field != last) {
        field++;
        bytes = put(bytes, field->tag, get_number(part, field->what));
    }
    return bytes;
}

/* The member that the message's oneof holds; NULL: none, or an unknown one. */
static inline const struct field *get_member(const unsigned char *part, const struct place *place)
{
    if (place->members == 0) {
        return NULL;
    }
    const struct field *first = &srpc_wire_fields[place->row + place->numbers + 1];
    const struct place *member = &srpc_wire_places[first->what - MESSAGE];
    size_t number = *(const pb_size_t *)(const void *)(part + (member->which - place->part));
    size_t index = number - NUMBER_OF(first->tag);

    return index < place->members && first[index].tag == TAG(number, LENGTH) ? &first[index] : NULL;
}

/* Writes a message's tag and length in front of its bytes. */
static inline void put_frame(unsigned char *start, unsigned tag, const unsigned char *end)
{
    if (tag >= 0x80) {
        *start++ = (unsigned char)(tag | 0x80);
        tag >>= 7;
    }
    start[0] = (unsigned char)tag;
    start[1] = (unsigned char)(end - start - FRAME_BYTES);
}

/* Encodes the RpcMessage whose member of that number is `part`. In line, as few programs link both callers.
 */
static ALWAYS_INLINE inline seL4_Word encode(const unsigned char *part, unsigned number, seL4_Word first)
{
    unsigned char *bytes = (unsigned char *)&seL4_GetIPCBuffer()->msg[first];
    unsigned char *outer = bytes + PREFIX_BYTES;
    const struct place *place = &srpc_wire_places[number];
    unsigned char *end = put_numbers(outer + FRAME_BYTES + (number > MAX_SHORT), part, place);
    const struct field *member = get_member(part, place);

    if (member != NULL) {
        unsigned char *inner = end;
        const struct place *nested = &srpc_wire_places[member->what - MESSAGE];
        end = put_numbers(inner + FRAME_BYTES, part + (nested->part - place->part), nested);
        put_frame(inner, member->tag, end);
    }
    put_frame(outer, TAG(number, LENGTH), end);
    bytes[0] = (unsigned char)(end - outer);
    memset(end, 0, sizeof(seL4_Word)); /* fills the last word up */
    return first + ((seL4_Word)(end - bytes) + sizeof(seL4_Word) - 1) / sizeof(seL4_Word);
}

seL4_Word srpc_wire_encode(const RpcMessage *message, seL4_Word first)
{
    unsigned number = message->which_msg;

    if (number == 0 || number > MAX_NUMBER || srpc_wire_fields[ROW_RpcMessage + number].what < MESSAGE) {
        return APPLICATION_MESSAGES != 0 ? srpc_application_encode(message, first) : 0;
    }
    return encode((const unsigned char *)&message->msg, number, first);
}

seL4_Word srpc_wire_encode_answer(const ReturnMessage *answer)
{
    return encode((const unsigned char *)answer, RpcMessage_ret_tag, 0);
}
