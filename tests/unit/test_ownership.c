/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Cookies: valid for their owner, once, and for the thing that they name. Every other use gets the same
 * refusal and changes nothing.
 */
#include "support/is_valid.h"
#include "support/registering.h"
#include "support/scripted_kernel.h"
#include "support/test.h"

#include <vspace/arch/page.h>

#define FRAME seL4_ARCH_4KPage, 12
#define GUESSES 100000

static uint64_t cookies[GRANTABLE_COUNT];

/* Two registered clients; A_CLIENT holds one of each kind. */
static int set_up(void **state)
{
    (void)served_set_up(state);
    register_two(*state);
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        cookies[i] = serve_granted(*state, &grantables[i].request).cookie;
    }
    return 0;
}

/* Expects this refusal of a cookie, and no change. */
static void assert_use_refused(struct served *served, seL4_Word badge, RpcMessage request, seL4_Error error)
{
    struct holdings before = holdings_of(served);
    unsigned revokes = scripted_kernel.revokes;
    struct answer answer = serve(served, badge, &request);

    assert_int_equal(answer.error, error);
    assert_int_equal(answer.caps, 0);
    assert_int_equal(answer.cookie, 0);
    assert_int_equal(scripted_kernel.revokes, revokes);
    assert_holdings_equal(before, holdings_of(served));
}

static RpcMessage lease_after(uint64_t cookie)
{
    return (RpcMessage){.which_msg = RpcMessage_lease_tag, .msg.lease.cookie = cookie};
}

/* Every way to use a cookie. */
static void assert_names_nothing(struct served *served, seL4_Word badge, uint64_t cookie)
{
    assert_use_refused(served, badge, release_of(cookie), seL4_InvalidCapability);
    assert_use_refused(served, badge, free_of(cookie, FRAME), seL4_InvalidCapability);
    if (cookie != 0) {
        assert_use_refused(served, badge, lease_after(cookie), seL4_InvalidCapability);
    }
}

static void a_cookie_of_another_client_names_nothing(void **state)
{
    struct served *served = *state;

    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        assert_names_nothing(served, ANOTHER_CLIENT, cookies[i]);
    }
    assert_int_equal(account_of(served, A_CLIENT).leases, GRANTABLE_COUNT);
}

static void a_cookie_names_nothing_after_its_release(void **state)
{
    struct served *served = *state;

    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        RpcMessage release = release_of(cookies[i]);
        (void)serve_granted(served, &release);
        assert_names_nothing(served, A_CLIENT, cookies[i]);
        assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookies[i]), seL4_InvalidCapability);
    }
}

/* The record is reused, for the same client or another; the old cookie stays invalid. */
static void a_cookie_names_nothing_when_its_record_is_used_again(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);
    RpcMessage release = release_of(cookies[0]);

    (void)serve_granted(served, &release);
    uint64_t next = serve_granted(served, &request).cookie;
    assert_int_not_equal(next, cookies[0]);
    assert_names_nothing(served, A_CLIENT, cookies[0]);
    release = release_of(next);
    (void)serve_granted(served, &release);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &request).error, 0);
    assert_names_nothing(served, A_CLIENT, next);
    assert_names_nothing(served, A_CLIENT, cookies[0]);
}

static void a_cookie_names_nothing_after_the_server_took_it_back(void **state)
{
    struct served *served = *state;

    assert_int_equal(sel4rpc_server_release_client(&served->env, A_CLIENT), 0);
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        assert_names_nothing(served, A_CLIENT, cookies[i]);
    }
}

static void a_cookie_names_nothing_for_a_client_of_the_same_badge_that_came_later(void **state)
{
    struct served *served = *state;

    assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
    register_client(served, A_CLIENT, &unlimited);
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        assert_names_nothing(served, A_CLIENT, cookies[i]);
    }
}

static bool is_held(uint64_t cookie)
{
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        if (cookies[i] == cookie) {
            return true;
        }
    }
    return false;
}

/* Arbitrary numbers, and existing ones with a single bit changed. */
static uint64_t guess(uint64_t *random)
{
    *random = *random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint64_t high = *random >> 33;

    return high % 3 == 0 ? *random : cookies[high % GRANTABLE_COUNT] ^ UINT64_C(1) << (high >> 8) % 64;
}

static void a_cookie_that_is_guessed_names_nothing(void **state)
{
    struct served *served = *state;
    uint64_t random = 3;
    struct holdings before = holdings_of(served);

    for (unsigned i = 0; i < GUESSES; i++) {
        uint64_t cookie = guess(&random);
        if (!is_held(cookie)) {
            RpcMessage request = i % 2 != 0 ? release_of(cookie) : free_of(cookie, FRAME);
            assert_int_equal(serve(served, A_CLIENT, &request).error, seL4_InvalidCapability);
        }
    }
    assert_holdings_equal(before, holdings_of(served));
    assert_int_equal(scripted_kernel.revokes, 0);
    assert_true(server_is_valid(&served->env, true));
}

static void cookies_at_the_edges_name_nothing(void **state)
{
    const uint64_t edges[] = {0,          1,         UINT32_MAX, UINT64_C(1) << 32,
                              UINT64_MAX, INT64_MAX, UINT16_MAX, (1u << 14) - 1};

    for (size_t i = 0; i < COUNT_OF(edges); i++) {
        assert_names_nothing(*state, A_CLIENT, edges[i]);
    }
}

static void free_takes_only_memory_back(void **state)
{
    struct served *served = *state;

    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        if (grantables[i].kind != LeaseKind_MEMORY) {
            assert_use_refused(served, A_CLIENT, free_of(cookies[i], FRAME), seL4_InvalidCapability);
            assert_use_refused(served, A_CLIENT, free_of(cookies[i], seL4_UntypedObject, 0),
                               seL4_InvalidCapability);
        }
    }
}

static void free_of_memory_needs_its_type_and_size(void **state)
{
    struct served *served = *state;

    assert_use_refused(served, A_CLIENT, free_of(cookies[0], seL4_UntypedObject, 12), seL4_InvalidArgument);
    assert_use_refused(served, A_CLIENT, free_of(cookies[0], seL4_ARCH_4KPage, 13), seL4_InvalidArgument);
    assert_use_refused(served, A_CLIENT, free_of(cookies[1], seL4_UntypedObject, 15), seL4_InvalidArgument);
}

static void release_of_memory_needs_its_cookie_alone(void **state)
{
    struct served *served = *state;

    for (unsigned i = 0; i < 2; i++) {
        RpcMessage release = release_of(cookies[i]);
        (void)serve_granted(served, &release);
    }
    assert_int_equal(served->memory.objects, 0);
}

static void release_takes_each_kind_back_and_leaves_the_others(void **state)
{
    struct served *served = *state;

    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        RpcMessage release = release_of(cookies[i]);
        struct answer answer = serve_granted(served, &release);
        assert_int_equal(answer.caps, 0);
        assert_int_equal(answer.cookie, 0);
        assert_int_equal(account_of(served, A_CLIENT).leases, GRANTABLE_COUNT - 1 - i);
    }
    assert_account(served, A_CLIENT, 0, 0);
}

/* With nobody registered badges own their memory all the same. */
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_cookie_of_another_client_names_nothing),
        TEST(a_cookie_names_nothing_after_its_release),
        TEST(a_cookie_names_nothing_when_its_record_is_used_again),
        TEST(a_cookie_names_nothing_after_the_server_took_it_back),
        TEST(a_cookie_names_nothing_for_a_client_of_the_same_badge_that_came_later),
        TEST(a_cookie_that_is_guessed_names_nothing),
        TEST(cookies_at_the_edges_name_nothing),
        TEST(free_takes_only_memory_back),
        TEST(free_of_memory_needs_its_type_and_size),
        TEST(release_of_memory_needs_its_cookie_alone),
        TEST(release_takes_each_kind_back_and_leaves_the_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
