/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Whatever fails while a registered client is served, or while something is revoked, at whichever step: the
 * answer is an error, the books are intact, and nothing changes.
 */
#include "support/is_valid.h"
#include "support/registering.h"
#include "support/scripted_kernel.h"
#include "support/steps.h"
#include "support/test.h"

#include <string.h>
#include <vspace/arch/page.h>

#define MANY_STEPS 100

/* The client's view of what it holds, and the leased pins, beside what vka and kernel say. */
struct books {
    struct holdings holdings;
    AccountMessage account;
    AccountMessage others;
    uint32_t pins[8 * 256 / 32];
};

static struct books books_of(const struct served *served)
{
    struct books books;

    memset(&books, 0, sizeof(books));
    books.holdings = holdings_of(served);
    books.account = account_of(served, A_CLIENT);
    books.others = account_of(served, ANOTHER_CLIENT);
    memcpy(books.pins, served->env.pins, sizeof(books.pins));
    return books;
}

static void assert_books_equal(const struct served *served, const struct books *before)
{
    struct books now = books_of(served);

    assert_true(server_is_valid(&served->env, true));
    assert_memory_equal(&now, before, sizeof(now));
}

/* Serves a request whose 1st, 2nd ... step fails, until none does. Returns how many could fail. */
static unsigned fail_each_step(struct served *served, const RpcMessage *request, struct answer *granted)
{
    add_record_block(served);
    for (unsigned step = 1; step < MANY_STEPS; step++) {
        struct books before = books_of(served);
        steps_fail_at(step);
        *granted = serve(served, A_CLIENT, request);
        bool failed = steps_have_failed();
        steps_reset();
        if (!failed) {
            assert_int_equal(granted->error, 0);
            return step - 1;
        }
        assert_in_range(granted->error, 1, seL4_NotEnoughMemory);
        assert_int_equal(granted->caps, 0);
        assert_int_equal(granted->cookie, 0);
        assert_books_equal(served, &before);
    }
    fail_msg("this never ends");
    return 0;
}

/* Fills the first block of records, so that the next lease needs another. */
static void fill_block(struct served *served)
{
    RpcMessage request = allocate_anywhere(seL4_EndpointObject, 0);

    for (unsigned i = 0; i < SEL4RPC_BLOCK_LEASES; i++) {
        assert_int_equal(serve(served, ANOTHER_CLIENT, &request).error, 0);
    }
}

/* A slot, and the object or the simple's capability. */
static void each_grant_at_each_step(void **state)
{
    struct served *served = *state;
    struct answer granted;

    register_two(served);
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        assert_int_equal(fail_each_step(served, &grantables[i].request, &granted), 2);
        assert_int_equal(granted.caps, 1);
    }
    assert_account(served, A_CLIENT, GRANTABLE_COUNT, 4096 + 65536);
}

/* A block of records comes first; it stays once it is there. */
static void each_grant_that_needs_a_block_of_records_at_each_step(void **state)
{
    struct served *served = *state;
    struct answer granted;

    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        register_two(served);
        fill_block(served);
        struct books before = books_of(served);
        steps_fail_at(1);
        assert_int_equal(serve(served, A_CLIENT, &grantables[i].request).error, seL4_NotEnoughMemory);
        assert_true(steps_have_failed());
        assert_books_equal(served, &before);
        assert_int_equal(fail_each_step(served, &grantables[i].request, &granted), 2);
        assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
        assert_int_equal(sel4rpc_server_unregister(&served->env, ANOTHER_CLIENT), 0);
        sel4rpc_server_clean_up(&served->env); /* frees the blocks too */
    }
}

/* Steps when the client frees something: the revocation, and the deletion of the master. */
static void each_release_at_each_step(void **state)
{
    struct served *served = *state;
    struct answer ignored;

    register_two(served);
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        RpcMessage release = release_of(serve_granted(served, &grantables[i].request).cookie);
        assert_int_equal(fail_each_step(served, &release, &ignored), 2);
        assert_account(served, A_CLIENT, 0, 0);
    }
}

static void free_at_each_step(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_ARCH_4KPage, 12);
    struct answer ignored;

    register_two(served);
    RpcMessage free_request = free_of(serve_granted(served, &request).cookie, seL4_ARCH_4KPage, 12);
    assert_int_equal(fail_each_step(served, &free_request, &ignored), 2);
    assert_account(served, A_CLIENT, 0, 0);
}

/* After each failure the cookie can be tried again, and frees the same thing. */
static void a_release_that_failed_can_be_had_again(void **state)
{
    struct served *served = *state;

    register_two(served);
    for (unsigned i = 0; i < 2 * GRANTABLE_COUNT; i++) {
        uint64_t cookie = serve_granted(served, &grantables[i / 2].request).cookie;
        RpcMessage release = release_of(cookie);
        steps_fail_at(1 + i % 2);
        assert_int_equal(serve(served, A_CLIENT, &release).error, seL4_FailedLookup);
        steps_reset();
        (void)serve_granted(served, &release);
        assert_int_equal(scripted_kernel.full_slots, 0);
    }
}

/* A grant after a failure is as good as one without. */
static void each_grant_after_a_failure_can_be_released(void **state)
{
    struct served *served = *state;

    register_two(served);
    for (unsigned i = 0; i < 2 * GRANTABLE_COUNT; i++) {
        steps_fail_at(1 + i % 2);
        assert_int_not_equal(serve(served, A_CLIENT, &grantables[i / 2].request).error, 0);
        steps_reset();
        uint64_t cookie = serve_granted(served, &grantables[i / 2].request).cookie;
        assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookie), 0);
        assert_account(served, A_CLIENT, 0, 0);
    }
}

static void registration_at_each_step(void **state)
{
    struct served *served = *state;

    register_two(served);
    for (seL4_Word badge = 100; badge < 140; badge++) {
        struct books before = books_of(served);
        uint32_t count = served->env.clients.count;
        steps_fail_at(1);
        int error = sel4rpc_server_register(&served->env, badge, &unlimited, NULL);
        if (steps_have_failed()) {
            assert_int_equal(error, seL4_NotEnoughMemory);
            assert_int_equal(served->env.clients.count, count);
            assert_books_equal(served, &before);
            error = sel4rpc_server_register(&served->env, badge, &unlimited, NULL);
        }
        assert_int_equal(error, 0);
        steps_reset();
    }
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_grant_at_each_step),
        TEST(each_grant_that_needs_a_block_of_records_at_each_step),
        TEST(each_release_at_each_step),
        TEST(free_at_each_step),
        TEST(a_release_that_failed_can_be_had_again),
        TEST(each_grant_after_a_failure_can_be_released),
        TEST(registration_at_each_step),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
