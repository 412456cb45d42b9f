/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The server's stack does not depend on what a client sends, on what it holds, or on its limits: no request
 * recurses. Each test paints the stack, and compares how deep a small and a large case reached.
 */
#include "support/registering.h"
#include "support/test.h"

#include <sel4rpc/server.h>
#include <string.h>
#include <vspace/arch/page.h>

#define PAINTED_BYTES 32768
#define PAINT 0xa5
#define FRAME seL4_ARCH_4KPage, seL4_PageBits
#define PLAIN __attribute__((noinline, no_sanitize("address")))

enum painting { PAINTS, MEASURES };

/* Paints the stack below the caller, or tells how many bytes of the paint were used since. Both need the same
 * caller: then their arrays are in the same place. */
static PLAIN unsigned paint_stack(enum painting what)
{
    volatile unsigned char painted[PAINTED_BYTES];
    unsigned unused = 0;

    __asm__("" : "=m"(painted)); /* the compiler is not to know what is in it */
    if (what == PAINTS) {
        for (unsigned i = 0; i < PAINTED_BYTES; i++) {
            painted[i] = PAINT;
        }
        return 0;
    }
    while (unused < PAINTED_BYTES && painted[unused] == PAINT) {
        unused++;
    }
    return PAINTED_BYTES - unused;
}

static PLAIN unsigned depth_of(struct served *served, seL4_MessageInfo_t info)
{
    (void)paint_stack(PAINTS);
    (void)sel4rpc_server_handle(&served->env, A_CLIENT, info);
    return paint_stack(MEASURES);
}

/* A version request with so many unknown fields in and around it: in groups of three bytes. */
static seL4_MessageInfo_t request_with_unknown_fields(unsigned count)
{
    uint8_t bytes[200] = {0};
    size_t size = 1;

    for (unsigned i = 0; i < count; i++) {
        memcpy(&bytes[size], (const uint8_t[]){0x98, 0x06, 0x07}, 3);
        size += 3;
    }
    bytes[size++] = 0x5a;
    bytes[size++] = (uint8_t)(3 * count);
    for (unsigned i = 0; i < count; i++) {
        memcpy(&bytes[size], (const uint8_t[]){0x98, 0x06, 0x07}, 3);
        size += 3;
    }
    bytes[0] = (uint8_t)(size - 1);
    return put_bytes(bytes, size);
}

static void stack_does_not_depend_on_the_number_of_fields(void **state)
{
    struct served *served = *state;

    (void)depth_of(served, request_with_unknown_fields(1)); /* resolves symbols */
    unsigned few = depth_of(served, request_with_unknown_fields(1));
    assert_in_range(few, 1, PAINTED_BYTES - 1);
    assert_int_equal(depth_of(served, request_with_unknown_fields(20)), few);
}

/* Messages that nest as deep as bytes allow: each is the only, unknown, member of the one around it. */
static seL4_MessageInfo_t request_that_nests(unsigned levels)
{
    uint8_t bytes[128] = {(uint8_t)(2 * levels)};

    for (unsigned i = 0; i < levels; i++) {
        bytes[1 + 2 * i] = 0x8a; /* an unknown number below 32 */
        bytes[2 + 2 * i] = 0x01;
    }
    return put_bytes(bytes, 1 + 2 * levels);
}

static void stack_does_not_depend_on_how_deep_messages_nest(void **state)
{
    struct served *served = *state;

    (void)depth_of(served, request_that_nests(1));
    unsigned flat = depth_of(served, request_that_nests(1));
    assert_in_range(flat, 1, PAINTED_BYTES - 1);
    assert_int_equal(depth_of(served, request_that_nests(60)), flat);
}

static PLAIN unsigned depth_of_release(struct served *served)
{
    bool more;

    (void)paint_stack(PAINTS);
    (void)sel4rpc_server_release_some(&served->env, A_CLIENT, UINT32_MAX, &more);
    return paint_stack(MEASURES);
}

static unsigned depth_of_releasing(struct served *served, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        RpcMessage request = allocate_anywhere(FRAME);
        (void)serve_granted(served, &request);
    }
    return depth_of_release(served);
}

static void stack_does_not_depend_on_what_a_client_holds(void **state)
{
    struct served *served = *state;

    register_two(served);
    (void)depth_of_releasing(served, 1);
    unsigned one = depth_of_releasing(served, 1);
    assert_in_range(one, 1, PAINTED_BYTES - 1);
    assert_int_equal(depth_of_releasing(served, 100), one);
}

#define RANGES 1000
static sel4rpc_range_t ranges[RANGES];

/* A request for all ports of so many adjacent ranges. */
static unsigned depth_with_ranges(struct served *served, size_t count)
{
    sel4rpc_limits_t limits = {.leases = 9, .ports = {.ranges = ranges, .count = count}};
    RpcMessage request = ioports(0, (uint32_t)count - 1);

    register_client(served, A_CLIENT, &limits);
    unsigned depth = depth_of(served, put_request(&request));
    assert_int_equal(account_of(served, A_CLIENT).leases, 1);
    assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
    return depth;
}

static void stack_does_not_depend_on_the_ranges_of_a_client(void **state)
{
    struct served *served = *state;

    for (size_t i = 0; i < RANGES; i++) {
        ranges[i] = (sel4rpc_range_t){i, i};
    }
    (void)depth_with_ranges(served, 1);
    unsigned one = depth_with_ranges(served, 1);
    assert_in_range(one, 1, PAINTED_BYTES - 1);
    assert_int_equal(depth_with_ranges(served, RANGES), one);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(stack_does_not_depend_on_the_number_of_fields),
        TEST(stack_does_not_depend_on_how_deep_messages_nest),
        TEST(stack_does_not_depend_on_what_a_client_holds),
        TEST(stack_does_not_depend_on_the_ranges_of_a_client),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
