/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The wire format: bytes that never change, what the encoder leaves alone, what the decoder refuses.
 */
#include "support/golden.h"
#include "support/messages.h"
#include "support/scripted_kernel.h"
#include "support/test.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "wire/wire.h"

#define WORD_BYTES sizeof(seL4_Word)
#define PATTERN 0xa5

static uint8_t *register_bytes(seL4_Word first)
{
    return (uint8_t *)&seL4_GetIPCBuffer()->msg[first];
}

static seL4_Word words_of(size_t bytes)
{
    return (bytes + WORD_BYTES - 1) / WORD_BYTES;
}

static int set_up(void **state)
{
    (void)state;
    scripted_kernel_reset();
    return 0;
}

/* Puts bytes into message registers from 1 on; zeroes fill the last register. Then decodes them. */
static bool decode(RpcMessage *message, const uint8_t *bytes, size_t count)
{
    memset(register_bytes(1), 0, words_of(count) * WORD_BYTES);
    memcpy(register_bytes(1), bytes, count);
    return srpc_wire_decode(message, 1, 1 + words_of(count));
}

#define DECODE(message, ...) decode(message, (const uint8_t[]){__VA_ARGS__}, sizeof((uint8_t[]){__VA_ARGS__}))

static void wire_encode_gives_golden_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < golden_count; i++) {
        const struct golden *golden = &golden_messages[i];
        seL4_Word length;
        length = srpc_wire_encode(&golden->message, 1);
        assert_int_not_equal(length, 0);
        assert_int_equal(length, 1 + words_of(golden->count));
        assert_memory_equal(register_bytes(1), golden->bytes, golden->count);
    }
}

static void wire_encode_starts_at_the_register_it_is_told(void **state)
{
    (void)state;
    const struct golden *golden = &golden_messages[0];
    seL4_Word length;

    length = srpc_wire_encode(&golden->message, 0);
    assert_int_not_equal(length, 0);
    assert_int_equal(length, words_of(golden->count));
    assert_memory_equal(register_bytes(0), golden->bytes, golden->count);
}

static void wire_encode_answer_gives_the_bytes_of_a_message_that_holds_it(void **state)
{
    (void)state;
    unsigned answers = 0;

    for (size_t i = 0; i < golden_count; i++) {
        const struct golden *golden = &golden_messages[i];
        if (golden->message.which_msg == RpcMessage_ret_tag) {
            assert_int_equal(srpc_wire_encode_answer(&golden->message.msg.ret), words_of(golden->count));
            assert_memory_equal(register_bytes(0), golden->bytes, golden->count);
            answers++;
        }
    }
    assert_int_equal(answers, 9);
}

static void wire_encode_fills_the_last_word_with_zeroes_and_touches_one_more_at_most(void **state)
{
    (void)state;
    for (size_t i = 0; i < golden_count; i++) {
        const struct golden *golden = &golden_messages[i];
        seL4_Word length;
        scripted_kernel_reset();
        length = srpc_wire_encode(&golden->message, 1);
        assert_int_not_equal(length, 0);
        size_t padded = (length - 1) * WORD_BYTES;
        for (size_t j = golden->count; j < padded; j++) {
            assert_int_equal(register_bytes(1)[j], 0);
        }
        assert_int_equal(register_bytes(1)[padded + WORD_BYTES], PATTERN);
        assert_int_equal(register_bytes(0)[0], PATTERN);
    }
}

static void wire_encode_refuses_what_is_no_message(void **state)
{
    (void)state;
    const pb_size_t kinds[] = {0, 9, 17, RpcMessage_errorCode_tag, 9999};

    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        assert_int_equal(srpc_wire_encode(&(RpcMessage){.which_msg = kinds[i]}, 1), 0);
    }
}

static void wire_decode_reads_golden_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < golden_count; i++) {
        const struct golden *golden = &golden_messages[i];
        RpcMessage message;
        assert_true(decode(&message, golden->bytes, golden->count));
        assert_messages_equal(&message, &golden->message);
    }
}

static void wire_decode_reads_every_number_at_full_width(void **state)
{
    (void)state;
    RpcMessage wide = {
        .which_msg = RpcMessage_memory_tag,
        .msg.memory = {.address = UINT64_MAX - 1, .size_bits = UINT64_MAX - 2, .type = UINT64_C(1) << 32}};
    RpcMessage message;
    seL4_Word length;

    length = srpc_wire_encode(&wide, 1);
    assert_int_not_equal(length, 0);
    assert_true(srpc_wire_decode(&message, 1, length));
    assert_messages_equal(&message, &wide);
}

static void wire_decode_ignores_what_was_in_the_message_before(void **state)
{
    (void)state;
    RpcMessage message;

    memset(&message, 0xff, sizeof(message));
    assert_true(decode(&message, golden_messages[0].bytes, golden_messages[0].count));
    assert_messages_equal(&message, &golden_messages[0].message);
}

static void wire_decode_reads_numbers_of_any_width_in_ten_bytes(void **state)
{
    (void)state;
    const unsigned char bytes[] = {13,   0x0a, 11,   0x08, 0x83, 0x80, 0x80,
                                   0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00};
    RpcMessage message;

    memcpy(register_bytes(1), bytes, sizeof(bytes));
    assert_true(srpc_wire_decode(&message, 1, 1 + words_of(sizeof(bytes))));
    assert_int_equal(message.msg.ret.errorCode, 3);
}

#define NINE_MORE 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80

static void wire_decode_refuses_numbers_of_eleven_bytes(void **state)
{
    (void)state;
    RpcMessage message;

    assert_false(DECODE(&message, 12, 0x92, NINE_MORE, 0, 0));              /* a tag */
    assert_false(DECODE(&message, 12, 0x12, 0x80, NINE_MORE, 0));           /* a length */
    assert_false(DECODE(&message, 14, 0x12, 12, 0x08, 0x81, NINE_MORE, 0)); /* of 64 bits */
    assert_false(DECODE(&message, 14, 0x12, 12, 0x20, 0x81, NINE_MORE, 0)); /* of 32 bits */
    assert_false(DECODE(&message, 14, 0x12, 12, 0x28, 0x81, NINE_MORE, 0)); /* a bool */
}

/* The registers beyond the length hold the rest of the message, which would complete it. */
static void wire_decode_never_reads_at_or_after_the_length(void **state)
{
    (void)state;
    for (size_t i = 0; i < golden_count; i++) {
        RpcMessage message;
        seL4_Word length;
        length = srpc_wire_encode(&golden_messages[i].message, 1);
        assert_int_not_equal(length, 0);
        for (seL4_Word shorter = 0; shorter < length; shorter++) {
            assert_false(srpc_wire_decode(&message, 1, shorter));
        }
    }
}

#define ANY_FIELD 0x78 /* a tag that no message refuses, and a number */

/* An IPC buffer at the end of a page, after which nothing may be read. */
static seL4_IPCBuffer *last_buffer_of_page(uint8_t *pages, size_t page)
{
    assert_int_equal(mprotect(pages + page, page, PROT_NONE), 0);
    return (seL4_IPCBuffer *)(void *)(pages + page - sizeof(seL4_IPCBuffer));
}

/* Reading the number's end beyond the length would find fields up to the end of the page, and fault. */
static void wire_decode_does_not_look_for_a_numbers_end_after_the_length(void **state)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    uint8_t *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    seL4_IPCBuffer *before = seL4_GetIPCBuffer();
    RpcMessage message;

    (void)state;
    assert_true(pages != MAP_FAILED);
    seL4_SetIPCBuffer(last_buffer_of_page(pages, page));
    memset(seL4_GetIPCBuffer(), ANY_FIELD, sizeof(seL4_IPCBuffer));
    for (size_t i = 0; i < golden_count; i++) {
        for (uint8_t number = 1; number <= 7; number++) {
            assert_false(DECODE(&message, 7, golden_messages[i].bytes[1], 5, (uint8_t)(number << 3), 0x80,
                                0x80, 0x80, 0x80));
        }
    }
    seL4_SetIPCBuffer(before);
    assert_int_equal(munmap(pages, 2 * page), 0);
}

static void wire_decode_refuses_a_length_beyond_the_message_registers(void **state)
{
    (void)state;
    RpcMessage message;
    seL4_Word length;

    length = srpc_wire_encode(&golden_messages[0].message, 1);
    assert_int_not_equal(length, 0);
    assert_true(srpc_wire_decode(&message, 1, seL4_MsgMaxLength));
    assert_false(srpc_wire_decode(&message, 1, seL4_MsgMaxLength + 1));
    assert_false(srpc_wire_decode(&message, 1, 127));
}

static void wire_decode_refuses_a_delimiter_beyond_the_length(void **state)
{
    (void)state;
    uint8_t bytes[2 * WORD_BYTES] = {0x12, 0x12, 0x02, 0x10, 0x0c};
    RpcMessage message;

    bytes[0] = (uint8_t)(sizeof(bytes)); /* the byte itself is not counted, so this is one too many */
    assert_false(decode(&message, bytes, sizeof(bytes)));
    assert_false(DECODE(&message, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x12, 0x02, 0x10, 0x0c));
    assert_false(DECODE(&message, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
}

static void wire_decode_refuses_bytes_that_are_no_message(void **state)
{
    (void)state;
    RpcMessage message;

    assert_false(DECODE(&message, 0x04, 0x12, 0x06, 0x10, 0x0c)); /* the part is longer than the whole */
    assert_false(DECODE(&message, 0x02, 0x12, 0x80));             /* a number that does not end */
    assert_false(DECODE(&message, 0x04, 0x12, 0x02, 0x12, 0x0c)); /* a length in place of a number */
    assert_false(DECODE(&message, 0x04, 0x00, 0x00, 0x00, 0x00)); /* field number 0 */
    assert_false(DECODE(&message, 0x02, 0x0b, 0x0c));             /* groups no longer exist */
    assert_false(DECODE(&message, 0x03, 0x22, 0x01, 0x08));       /* a field without its number */
    assert_false(DECODE(&message, 0x08, 0x22, 0x06, 0x08, 0x80, 0x80, 0x80, 0x80, 0x10)); /* a 33-bit port */
    assert_false(
        DECODE(&message, 0x08, 0x12, 0x06, 0x20, 0x80, 0x80, 0x80, 0x80, 0x10)); /* a 33-bit action */
}

static void wire_decode_skips_fields_that_it_does_not_know(void **state)
{
    (void)state;
    RpcMessage message;

    assert_true(
        DECODE(&message, 0x0c, 0x12, 0x0a, 0x08, 0x01, 0x78, 0x05, 0x10, 0x0c, 0x82, 0x01, 0x01, 0x55));
    assert_int_equal(message.which_msg, RpcMessage_memory_tag);
    assert_int_equal(message.msg.memory.address, 1);
    assert_int_equal(message.msg.memory.size_bits, 12);
}

static void wire_decode_gives_kind_0_to_a_message_that_it_does_not_know(void **state)
{
    (void)state;
    RpcMessage message;

    assert_true(DECODE(&message, 0x04, 0x4a, 0x02, 0x08, 0x01));
    assert_int_equal(message.which_msg, 0);
    assert_true(DECODE(&message, 0x00));
    assert_int_equal(message.which_msg, 0);
}

static void wire_decode_keeps_an_action_that_it_does_not_know(void **state)
{
    (void)state;
    RpcMessage message;

    assert_true(DECODE(&message, 0x04, 0x12, 0x02, 0x20, 0x02));
    assert_int_equal(message.msg.memory.action, 2);
}

static void wire_decode_takes_the_last_of_two_messages_in_one(void **state)
{
    (void)state;
    RpcMessage message;

    assert_true(DECODE(&message, 0x08, 0x12, 0x02, 0x10, 0x0c, 0x22, 0x02, 0x08, 0x01));
    assert_int_equal(message.which_msg, RpcMessage_ioport_tag);
    assert_int_equal(message.msg.ioport.start, 1);
    assert_int_equal(message.msg.ioport.end, 0);
}

static void wire_decode_takes_any_bytes(void **state)
{
    (void)state;
    uint32_t random = 1;
    RpcMessage message;
    unsigned decoded = 0;

    for (unsigned round = 0; round < 100000; round++) {
        const struct golden *golden = &golden_messages[round % golden_count];
        uint8_t bytes[32] = {0};
        memcpy(bytes, golden->bytes, golden->count);
        for (unsigned change = 0; change < 1 + round % 3; change++) {
            random = random * 1664525 + 1013904223;
            bytes[(random >> 24) % golden->count] = (uint8_t)(random >> 12);
        }
        decoded += decode(&message, bytes, golden->count);
    }
    assert_in_range(decoded, 1, 99999);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(wire_encode_gives_golden_bytes, set_up),
        cmocka_unit_test_setup(wire_encode_starts_at_the_register_it_is_told, set_up),
        cmocka_unit_test_setup(wire_encode_answer_gives_the_bytes_of_a_message_that_holds_it, set_up),
        cmocka_unit_test_setup(wire_encode_fills_the_last_word_with_zeroes_and_touches_one_more_at_most,
                               set_up),
        cmocka_unit_test_setup(wire_encode_refuses_what_is_no_message, set_up),
        cmocka_unit_test_setup(wire_decode_reads_golden_bytes, set_up),
        cmocka_unit_test_setup(wire_decode_reads_every_number_at_full_width, set_up),
        cmocka_unit_test_setup(wire_decode_ignores_what_was_in_the_message_before, set_up),
        cmocka_unit_test_setup(wire_decode_reads_numbers_of_any_width_in_ten_bytes, set_up),
        cmocka_unit_test_setup(wire_decode_refuses_numbers_of_eleven_bytes, set_up),
        cmocka_unit_test_setup(wire_decode_never_reads_at_or_after_the_length, set_up),
        cmocka_unit_test_setup(wire_decode_does_not_look_for_a_numbers_end_after_the_length, set_up),
        cmocka_unit_test_setup(wire_decode_refuses_a_length_beyond_the_message_registers, set_up),
        cmocka_unit_test_setup(wire_decode_refuses_a_delimiter_beyond_the_length, set_up),
        cmocka_unit_test_setup(wire_decode_refuses_bytes_that_are_no_message, set_up),
        cmocka_unit_test_setup(wire_decode_skips_fields_that_it_does_not_know, set_up),
        cmocka_unit_test_setup(wire_decode_gives_kind_0_to_a_message_that_it_does_not_know, set_up),
        cmocka_unit_test_setup(wire_decode_keeps_an_action_that_it_does_not_know, set_up),
        cmocka_unit_test_setup(wire_decode_takes_the_last_of_two_messages_in_one, set_up),
        cmocka_unit_test_setup(wire_decode_takes_any_bytes, set_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
