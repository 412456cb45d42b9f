/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The wire format against nanopb, which has been written by others: the same bytes for every message, and the
 * same verdict and the same message for every input.
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

static int set_up(void **state)
{
    (void)state;
    scripted_kernel_reset();
    return 0;
}

static size_t max_bytes = 3; /* or as many as the argument says */

/* All inputs of up to three bytes, and what a delimiter makes of them. */
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

/* The same behind a delimiter that covers them. */
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
            case 2: /* one more byte, and the delimiter knows */
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

static void wire_encode_agrees_on_golden_messages(void **state)
{
    (void)state;
    for (size_t i = 0; i < golden_count; i++) {
        oracle_compare_encoding(&golden_messages[i].message);
    }
}

/* Any bytes for a message, but for bools, which are 0 or 1. */
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
        TEST(wire_encode_agrees_on_golden_messages),
        TEST(wire_encode_agrees_on_any_message),
    };

    if (argc > 1) {
        max_bytes = argv[1][0] == '2' ? 2 : 3;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
