/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The wire format against nanopb, an independent implementation: the same bytes for every message, and the
 * same verdict and message for every input.
 */
#include "support/golden.h"
#include "support/oracle.h"
#include "support/random.h"
#include "support/scripted_kernel.h"
#include "support/test.h"

#include <string.h>

#define SEED 1
#define MUTATIONS 400000
#define MESSAGES 200000
#define FIELDS 400000

static int set_up(void **state)
{
    (void)state;
    scripted_kernel_reset();
    return 0;
}

static size_t max_bytes = 3; /* or the argument */

/* All inputs of up to three bytes, and with a delimiter. */
static void wire_decode_agrees_on_every_input_of_three_bytes(void **state)
{
    (void)state;
    for (size_t count = 0; count <= max_bytes; count++) {
        unsigned long last = 1ul << (8 * count);
        for (unsigned long input = 0; input < last; input++) {
            const uint8_t bytes[3] = {(uint8_t)input, (uint8_t)(input >> 8), (uint8_t)(input >> 16)};
            oracle_compare_decoding(bytes, count);
        }
    }
}

/* The same after a delimiter that covers them. */
static void wire_decode_agrees_on_every_message_of_three_bytes(void **state)
{
    (void)state;
    for (unsigned long input = 0; input < 1ul << (8 * max_bytes); input++) {
        const uint8_t bytes[4] = {(uint8_t)max_bytes, (uint8_t)input, (uint8_t)(input >> 8),
                                  (uint8_t)(input >> 16)};
        oracle_compare_decoding(bytes, 1 + max_bytes);
    }
}

static void wire_decode_agrees_on_messages_with_changed_bytes(void **state)
{
    static const uint8_t special[] = {0x00, 0x01, 0x7f, 0x80, 0xff, 0x0f, 0x10, 0x78};
    struct random random = random_new(SEED);

    (void)state;
    print_message("seed %d\n", SEED);
    for (unsigned i = 0; i < MUTATIONS; i++) {
        const struct golden *golden = &golden_messages[random_below(&random, (unsigned)golden_count)];
        uint8_t bytes[128];
        size_t count = golden->count;
        memcpy(bytes, golden->bytes, count);
        for (unsigned changes = random_below(&random, 4) + 1; changes > 0; changes--) {
            size_t at = random_below(&random, (unsigned)count);
            switch (random_below(&random, 4)) {
            case 0:
                bytes[at] = (uint8_t)random_next(&random);
                break;
            case 1:
                bytes[at] = special[random_below(&random, sizeof(special))];
                break;
            case 2: /* one more byte, within the delimiter */
                if (count < sizeof(bytes) - 1) {
                    memmove(bytes + at + 1, bytes + at, count - at);
                    bytes[at] = special[random_below(&random, sizeof(special))];
                    bytes[0]++;
                    count++;
                }
                break;
            default:
                bytes[at] ^= (uint8_t)(1u << random_below(&random, 8));
                break;
            }
        }
        oracle_compare_decoding(bytes, count);
    }
}

#define DEEPEST 3
#define MEMBER 100 /* a member's, which holds no message */

/* Tells whether a field is a message: of RpcMessage (0) or of its member with that number. */
static bool is_message(unsigned of, unsigned number)
{
    switch (of) {
    case 0:
        return number <= RpcMessage_range_tag;
    case RpcMessage_ret_tag:
        return number >= ReturnMessage_version_tag;
    case RpcMessage_irq_tag:
        return number <= IrqAllocMessage_simple_tag;
    default:
        return false;
    }
}

static size_t put_number(uint8_t *bytes, struct random *random)
{
    unsigned rest = random_below(random, 3) == 0 ? random_below(random, 10) : 0;
    size_t count = 0;

    for (; rest > 0; rest--) {
        bytes[count++] = (uint8_t)(0x80 | random_next(random));
    }
    bytes[count++] = (uint8_t)(random_below(random, 2) == 0 ? 0 : random_below(random, 0x80));
    return count;
}

/* Up to four fields in any order, most of the right type, some repeated and some unknown. */
static size_t put_fields(uint8_t *bytes, struct random *random, unsigned of, unsigned depth)
{
    size_t count = 0;

    for (unsigned left = depth < DEEPEST ? random_below(random, 5) : 0; left > 0; left--) {
        unsigned most = random_below(random, 20) == 0 ? 40 : of == 0 ? RpcMessage_range_tag : 9;
        unsigned number = random_below(random, most);
        bool is_nested = is_message(of, ++number);
        unsigned type = random_below(random, 60) == 0 ? random_below(random, 8) : is_nested ? 2 : 0;
        unsigned tag = number << 3 | type;
        if (tag > 0x7f || random_below(random, 30) == 0) { /* padded, unless it needs these bytes */
            bytes[count++] = (uint8_t)(tag | 0x80);
            bytes[count++] = (uint8_t)(tag >> 7);
        } else {
            bytes[count++] = (uint8_t)tag;
        }
        if (type != 2) {
            count += put_number(bytes + count, random);
            continue;
        }
        size_t length = put_fields(bytes + count + 1, random, depth == 0 ? number : MEMBER, depth + 1);
        bytes[count] = (uint8_t)(length - (length > 0 && random_below(random, 40) == 0));
        count += 1 + length;
    }
    return count;
}

/*
 * Fields that no encoder writes like this: out of order, repeated, after a message, in a message selected
 * anew.
 */
static void wire_decode_agrees_on_fields_in_any_order(void **state)
{
    struct random random = random_new(SEED);

    (void)state;
    print_message("seed %d\n", SEED);
    for (unsigned i = 0; i < FIELDS; i++) {
        uint8_t bytes[1024];
        size_t count = put_fields(bytes + 2, &random, 0, 0);
        if (count >= 0x80 || random_below(&random, 20) == 0) {
            bytes[0] = (uint8_t)(count | 0x80);
            bytes[1] = (uint8_t)(count >> 7);
            oracle_compare_decoding(bytes, 2 + count);
        } else {
            bytes[1] = (uint8_t)count;
            oracle_compare_decoding(bytes + 1, 1 + count);
        }
    }
}

static void wire_encode_agrees_on_golden_messages(void **state)
{
    (void)state;
    for (size_t i = 0; i < golden_count; i++) {
        oracle_compare_encoding(&golden_messages[i].message);
    }
}

/* Any bytes for a message, except that bools are 0 or 1. */
static void wire_encode_agrees_on_any_message(void **state)
{
    struct random random = random_new(SEED);

    (void)state;
    print_message("seed %d\n", SEED);
    for (unsigned i = 0; i < MESSAGES; i++) {
        RpcMessage message;
        oracle_fill(&message, &random);
        oracle_compare_encoding(&message);
    }
}

#define TEST(test) cmocka_unit_test_setup(test, set_up)

int main(int argc, char *argv[])
{
    const struct CMUnitTest tests[] = {
        TEST(wire_decode_agrees_on_every_input_of_three_bytes),
        TEST(wire_decode_agrees_on_every_message_of_three_bytes),
        TEST(wire_decode_agrees_on_messages_with_changed_bytes),
        TEST(wire_decode_agrees_on_fields_in_any_order),
        TEST(wire_encode_agrees_on_golden_messages),
        TEST(wire_encode_agrees_on_any_message),
    };

    if (argc > 1) {
        max_bytes = argv[1][0] == '2' ? 2 : 3;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
