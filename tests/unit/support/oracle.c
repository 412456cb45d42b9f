/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The oracle; see oracle.h.
 */
#include "oracle.h"
#include "test.h"

#include <pb_decode.h>
#include <pb_encode.h>
#include <sel4/sel4.h>
#include <string.h>
#include "wire/wire.h"

#define WORD_BYTES sizeof(seL4_Word)
#define REGISTER_BYTES ((seL4_MsgMaxLength - 1) * WORD_BYTES)

static uint8_t *registers(void)
{
    return (uint8_t *)&seL4_GetIPCBuffer()->msg[1];
}

static void print_bytes(const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        print_error(" %02x", bytes[i]);
    }
    print_error("\n");
}

/* AddressSanitizer's, if the program has it. */
void __asan_poison_memory_region(const volatile void *start, size_t bytes) __attribute__((weak));
void __asan_unpoison_memory_region(const volatile void *start, size_t bytes) __attribute__((weak));

/* Decodes with the registers beyond the length out of bounds. */
static bool decode_in_bounds(RpcMessage *message, size_t length)
{
    const seL4_Word *after = &seL4_GetIPCBuffer()->msg[length];
    size_t bytes = (seL4_MsgMaxLength - length) * WORD_BYTES;

    if (__asan_poison_memory_region != NULL) {
        __asan_poison_memory_region(after, bytes);
    }
    bool decoded = srpc_wire_decode(message, 1, length);
    if (__asan_unpoison_memory_region != NULL) {
        __asan_unpoison_memory_region(after, bytes);
    }
    return decoded;
}

void oracle_compare_decoding(const uint8_t *bytes, size_t count)
{
    size_t words = (count + WORD_BYTES - 1) / WORD_BYTES;
    RpcMessage ours, theirs;

    if (words > 0) {
        registers()[words * WORD_BYTES - 1] = 0;
        memset(registers() + (words - 1) * WORD_BYTES, 0, WORD_BYTES);
    }
    memcpy(registers(), bytes, count);
    pb_istream_t stream = pb_istream_from_buffer(registers(), words * WORD_BYTES);
    memset(&theirs, 0, sizeof(theirs));
    bool expected = pb_decode_ex(&stream, RpcMessage_fields, &theirs, PB_DECODE_DELIMITED);
    bool decoded = decode_in_bounds(&ours, 1 + words);
    if (decoded != expected || (decoded && memcmp(&ours, &theirs, sizeof(ours)) != 0)) {
        print_error("nanopb %s these bytes, the library %s:", expected ? "takes" : "refuses",
                    decoded ? "takes" : "refuses");
        print_bytes(bytes, count);
        fail();
    }
}

static bool is_known(const RpcMessage *message)
{
#define IS_MEMBER(message, allocation, presence, type, name, number) || message->which_msg == (number)
    return message->which_msg != RpcMessage_errorCode_tag && (false RpcMessage_FIELDLIST(IS_MEMBER, message));
#undef IS_MEMBER
}

void oracle_compare_encoding(const RpcMessage *message)
{
    uint8_t theirs[REGISTER_BYTES];
    pb_ostream_t stream = pb_ostream_from_buffer(theirs, sizeof(theirs));
    bool expected =
        is_known(message) && pb_encode_ex(&stream, RpcMessage_fields, message, PB_ENCODE_DELIMITED);
    seL4_Word length = srpc_wire_encode(message, 1);
    bool encoded = length != 0;

    assert_int_equal(encoded, expected);
    if (!encoded) {
        return;
    }
    size_t words = (stream.bytes_written + WORD_BYTES - 1) / WORD_BYTES;
    memset(theirs + stream.bytes_written, 0, words * WORD_BYTES - stream.bytes_written);
    if (length != 1 + words || memcmp(registers(), theirs, words * WORD_BYTES) != 0) {
        print_error("which_msg %d; nanopb:", (int)message->which_msg);
        print_bytes(theirs, words * WORD_BYTES);
        print_error("the library:");
        print_bytes(registers(), (length - 1) * WORD_BYTES);
        fail();
    }
}

/* Returns a number of any size, often of few bits. */
static uint64_t any_number(struct random *random)
{
    return random_below(random, 4) == 0 ? 0 : random_next(random) >> random_below(random, 64);
}

void oracle_fill(RpcMessage *message, struct random *random)
{
    uint64_t words[sizeof(*message) / sizeof(uint64_t) + 1];

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        words[i] = any_number(random);
    }
    memcpy(message, words, sizeof(*message));
    message->which_msg = (pb_size_t)random_below(random, 18);
    switch (message->which_msg) {
    case RpcMessage_ret_tag:
        message->msg.ret.which_detail = (pb_size_t)random_below(random, 10);
        break;
    case RpcMessage_memory_tag:
        memset(&message->msg.memory.device, (int)random_below(random, 2), 1);
        memset(&message->msg.memory.probe, (int)random_below(random, 2), 1);
        break;
    case RpcMessage_irq_tag:
        message->msg.irq.which_type = (pb_size_t)random_below(random, 6);
        if (message->msg.irq.which_type == IrqAllocMessage_simple_tag) {
            memset(&message->msg.irq.type.simple.setTrigger, (int)random_below(random, 2), 1);
        }
        break;
    default:
        break;
    }
}
