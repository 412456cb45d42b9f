/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Releasing one lease, all of a client's leases, and the client itself: the order, repetition, and refusals
 * by the kernel.
 */
#include "support/is_valid.h"
#include "support/events.h"
#include "support/registering.h"
#include "support/scripted_kernel.h"
#include "support/steps.h"
#include "support/test.h"

#include <vspace/arch/page.h>

#define FRAME seL4_ARCH_4KPage, 12

static uint64_t grant(struct served *served, unsigned kind)
{
    return serve_granted(served, &grantables[kind].request).cookie;
}

/* One of each kind, for A_CLIENT; returns the bytes of memory. */
static uint64_t grant_each(struct served *served)
{
    uint64_t bytes = 0;

    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        (void)grant(served, i);
        bytes += grantables[i].memory_bytes;
    }
    return bytes;
}

/* Checks that nobody holds anything of A_CLIENT's any more. */
static void assert_all_is_back(struct served *served)
{
    assert_int_equal(served->memory.objects, 0);
    assert_int_equal(served->memory.slots, 0);
    assert_int_equal(scripted_kernel.full_slots, 0);
    assert_int_equal(holdings_of(served).records, 0);
    assert_true(server_is_valid(&served->env, true));
}

static void release_takes_each_kind_back(void **state)
{
    struct served *served = *state;

    register_two(served);
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        uint64_t cookie = grant(served, i);
        assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookie), 0);
        assert_all_is_back(served);
        assert_account(served, A_CLIENT, 0, 0);
    }
}

/* Every copy, the master, the memory, the slot: each only when the one before is gone. */
static void release_takes_memory_back_in_order(void **state)
{
    struct served *served = *state;

    register_two(served);
    uint64_t cookie = grant(served, 0);
    events_reset();
    assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookie), 0);
    assert_string_equal(events_noted(), "RDFS");
}

static void release_takes_devices_back_in_order(void **state)
{
    struct served *served = *state;

    register_two(served);
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        if (grantables[i].kind != LeaseKind_MEMORY) {
            uint64_t cookie = grant(served, i);
            events_reset();
            assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookie), 0);
            assert_string_equal(events_noted(), "RDS");
        }
    }
}

static void release_may_be_repeated(void **state)
{
    struct served *served = *state;

    register_two(served);
    uint64_t cookie = grant(served, 0);
    (void)grant(served, 2);
    assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookie), 0);
    struct holdings before = holdings_of(served);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookie), seL4_InvalidCapability);
    }
    assert_holdings_equal(before, holdings_of(served));
}

static void release_of_a_cookie_that_names_nothing_is_refused(void **state)
{
    struct served *served = *state;
    const uint64_t cookies[] = {0, 1, 5, UINT32_MAX, UINT64_MAX};

    register_two(served);
    for (size_t i = 0; i < COUNT_OF(cookies); i++) {
        assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookies[i]), seL4_InvalidCapability);
    }
    assert_int_equal(scripted_kernel.revokes, 0);
}

static void release_takes_back_what_nobody_is_registered_for(void **state)
{
    struct served *served = *state;

    assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, grant(served, 0)), 0);
    assert_all_is_back(served);
}

static void release_lets_the_same_be_granted_at_once(void **state)
{
    struct served *served = *state;

    register_client(served, A_CLIENT,
                    &(sel4rpc_limits_t){.memory_bytes = 65536,
                                        .leases = 1,
                                        .addresses = SEL4RPC_ALL,
                                        .objects = SEL4RPC_ALL,
                                        .irqs = SEL4RPC_ALL,
                                        .msis = SEL4RPC_ALL,
                                        .pins = SEL4RPC_ALL,
                                        .ports = SEL4RPC_ALL});
    for (unsigned i = 0; i < 3 * GRANTABLE_COUNT; i++) {
        assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, grant(served, i / 3)), 0);
    }
}

static void release_client_takes_everything_of_one_client(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);

    register_two(served);
    (void)grant_each(served);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &request).error, 0);
    (void)serve_granted(served, &request);
    assert_int_equal(sel4rpc_server_release_client(&served->env, A_CLIENT), 0);
    assert_account(served, A_CLIENT, 0, 0);
    assert_account(served, ANOTHER_CLIENT, 1, 4096);
    assert_int_equal(served->memory.slots, 1);
}

static void release_client_may_be_repeated(void **state)
{
    struct served *served = *state;

    register_two(served);
    (void)grant_each(served);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(sel4rpc_server_release_client(&served->env, A_CLIENT), 0);
        assert_all_is_back(served);
    }
}

static void release_client_leaves_a_client_that_is_served_on(void **state)
{
    struct served *served = *state;

    register_two(served);
    for (unsigned round = 0; round < 3; round++) {
        uint64_t bytes = grant_each(served);
        assert_account(served, A_CLIENT, GRANTABLE_COUNT, bytes);
        assert_int_equal(sel4rpc_server_release_client(&served->env, A_CLIENT), 0);
        assert_account(served, A_CLIENT, 0, 0);
    }
}

static void release_client_of_a_badge_that_holds_nothing_is_done_at_once(void **state)
{
    struct served *served = *state;

    assert_int_equal(sel4rpc_server_release_client(&served->env, 4711), 0);
    register_two(served);
    assert_int_equal(sel4rpc_server_release_client(&served->env, 4711), 0);
    assert_int_equal(scripted_kernel.revokes, 0);
}

static void release_client_works_where_nobody_is_registered(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);

    for (seL4_Word badge = 1; badge <= 30; badge++) {
        assert_int_equal(serve(served, badge % 3, &request).error, 0);
    }
    assert_int_equal(sel4rpc_server_release_client(&served->env, 1), 0);
    assert_int_equal(served->memory.objects, 20);
    assert_true(server_is_valid(&served->env, true));
}

/* What the kernel will not revoke is not tried a second time, and the first error is told. */
static void release_client_tries_each_lease_once(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);

    register_client(served, A_CLIENT, &unlimited);
    (void)serve_granted(served, &request);
    (void)serve_granted(served, &request);
    unsigned revokes = scripted_kernel.revokes;
    steps_fail_at(1);
    assert_int_equal(sel4rpc_server_release_client(&served->env, A_CLIENT), seL4_FailedLookup);
    assert_true(steps_have_failed());
    steps_reset();
    assert_int_equal(scripted_kernel.revokes, revokes + 1); /* besides the one that failed */
    assert_int_equal(account_of(served, A_CLIENT).leases, 1);
    assert_int_equal(served->memory.objects, 1);
}

static void release_some_releases_so_many_and_grants_nothing_until_it_is_through(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);
    bool more = false;

    register_two(served);
    for (unsigned i = 0; i < 10; i++) {
        (void)serve_granted(served, &request);
    }
    for (unsigned left = 7; left > 0; left -= 3) {
        assert_int_equal(sel4rpc_server_release_some(&served->env, A_CLIENT, 3, &more), 0);
        assert_true(more);
        assert_int_equal(account_of(served, A_CLIENT).leases, left);
        assert_refused(served, &request, seL4_IllegalOperation);
        assert_int_equal(serve(served, ANOTHER_CLIENT, &request).error, 0);
        if (left == 1) {
            break;
        }
    }
    assert_int_equal(sel4rpc_server_release_some(&served->env, A_CLIENT, 3, &more), 0);
    assert_false(more);
    (void)serve_granted(served, &request);
}

static void release_client_costs_nothing_for_the_leases_of_others(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);

    register_two(served);
    for (unsigned i = 0; i < 100; i++) {
        assert_int_equal(serve(served, ANOTHER_CLIENT, &request).error, 0);
    }
    (void)grant(served, 2);
    unsigned revokes = scripted_kernel.revokes;
    assert_int_equal(sel4rpc_server_release_client(&served->env, A_CLIENT), 0);
    assert_int_equal(scripted_kernel.revokes, revokes + 1);
}

static void unregister_takes_everything_and_forgets_the_client(void **state)
{
    struct served *served = *state;
    AccountMessage account;

    register_two(served);
    (void)grant_each(served);
    assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
    assert_all_is_back(served);
    assert_int_equal(sel4rpc_server_get_account(&served->env, A_CLIENT, &account), seL4_FailedLookup);
    assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), seL4_FailedLookup);
    assert_int_equal(serve(served, A_CLIENT, &grantables[0].request).error, seL4_IllegalOperation);
}

/* The n-th kernel call of the release fails; everything else is released, and the rest the next time. */
static void release_client_keeps_what_the_kernel_will_not_revoke_and_takes_the_rest(void **state)
{
    struct served *served = *state;

    register_two(served);
    for (unsigned step = 1; step <= 2 * GRANTABLE_COUNT; step++) {
        (void)grant_each(served);
        steps_fail_at(step);
        assert_int_equal(sel4rpc_server_release_client(&served->env, A_CLIENT), seL4_FailedLookup);
        assert_true(steps_have_failed());
        assert_int_equal(account_of(served, A_CLIENT).leases, 1);
        assert_true(server_is_valid(&served->env, true));
        steps_reset();
        assert_int_equal(sel4rpc_server_release_client(&served->env, A_CLIENT), 0);
        assert_all_is_back(served);
    }
}

static void unregister_keeps_the_client_where_the_kernel_will_not_revoke(void **state)
{
    struct served *served = *state;

    register_two(served);
    for (unsigned step = 1; step <= 2 * GRANTABLE_COUNT; step++) {
        (void)grant_each(served);
        steps_fail_at(step);
        assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), seL4_FailedLookup);
        assert_int_equal(account_of(served, A_CLIENT).leases, 1);
        steps_reset();
        assert_refused(served, &grantables[0].request, seL4_IllegalOperation);
        assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
        assert_all_is_back(served);
        register_client(served, A_CLIENT, &unlimited);
    }
}

/* Also where what stays is from before the registration, and in no account. */
static void a_lease_that_the_kernel_will_not_revoke_stays_as_it_is(void **state)
{
    struct served *served = *state;

    register_two(served);
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        uint64_t cookie = grant(served, i);
        for (unsigned step = 1; step <= 2; step++) {
            struct holdings before = holdings_of(served);
            steps_fail_at(step);
            assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookie), seL4_FailedLookup);
            assert_holdings_equal(before, holdings_of(served));
            assert_account(served, A_CLIENT, 1, grantables[i].memory_bytes);
        }
        steps_reset();
        assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookie), 0);
    }
}

static void a_pin_is_leased_once_at_a_time(void **state)
{
    struct served *served = *state;
    RpcMessage request = ioapic_pin(1, 18, 10);
    RpcMessage same_pin = ioapic_pin(1, 18, 11);

    register_two(served);
    uint64_t cookie = serve_granted(served, &request).cookie;
    unsigned calls = served->devices.calls;
    assert_int_equal(serve(served, A_CLIENT, &same_pin).error, seL4_RevokeFirst);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &same_pin).error, seL4_RevokeFirst);
    assert_int_equal(served->devices.calls, calls);
    assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookie), 0);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &same_pin).error, 0);
}

static void a_pin_is_not_in_the_way_of_its_neighbours(void **state)
{
    struct served *served = *state;
    const RpcMessage requests[] = {ioapic_pin(0, 31, 1), ioapic_pin(0, 32, 2),  ioapic_pin(1, 31, 3),
                                   ioapic_pin(0, 30, 4), ioapic_pin(7, 255, 5), ioapic_pin(0, 0, 6)};
    uint64_t cookies[COUNT_OF(requests)];

    register_two(served);
    for (size_t i = 0; i < COUNT_OF(requests); i++) {
        cookies[i] = serve_granted(served, &requests[i]).cookie;
    }
    assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookies[0]), 0);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &requests[1]).error, seL4_RevokeFirst);
    assert_int_equal(serve(served, A_CLIENT, &requests[0]).error, 0);
}

/* A client that may not have a pin does not learn whether somebody has it. */
static void a_leased_pin_that_is_not_permitted_is_refused_as_such(void **state)
{
    struct served *served = *state;
    RpcMessage request = ioapic_pin(1, 18, 10);

    register_client(served, A_CLIENT, &unlimited);
    register_client(served, ANOTHER_CLIENT, &(sel4rpc_limits_t){.leases = 5, .msis = SEL4RPC_ALL});
    (void)serve_granted(served, &request);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &request).error, seL4_IllegalOperation);
}

static void a_pin_that_the_simple_refused_is_not_leased(void **state)
{
    struct served *served = *state;
    RpcMessage request = ioapic_pin(1, 18, 10);

    register_two(served);
    served->devices.error = seL4_RangeError;
    assert_int_equal(serve(served, A_CLIENT, &request).error, seL4_RangeError);
    served->devices.error = 0;
    (void)serve_granted(served, &request);
}

struct returned {
    unsigned count;
    LeaseKind kind;
    uint64_t first;
    uint64_t last;
    bool was_full; /* a slot of the server's was, at the latest call */
};

static void note_returned(void *data, LeaseKind kind, uint64_t first, uint64_t last)
{
    struct returned *returned = data;

    *returned = (struct returned){returned->count + 1, kind, first, last, scripted_kernel.full_slots != 0};
}

/* A server that is itself a client passes the device on to its own parent. */
static void a_device_that_is_released_is_told_of_once_and_memory_never(void **state)
{
    struct served *served = *state;
    const struct {
        RpcMessage request;
        struct returned told;
    } rows[] = {
        {allocate_anywhere(FRAME), {0}},
        {simple_irq(4), {1, LeaseKind_IRQ, 4, 4, false}},
        {ioports(0x60, 0x64), {1, LeaseKind_IOPORT, 0x60, 0x64, false}},
        {ioapic_pin(1, 18, 10), {1, LeaseKind_IOAPIC, SEL4RPC_PIN(1, 18), SEL4RPC_PIN(1, 18), false}},
    };
    struct returned returned;

    register_two(served);
    sel4rpc_server_on_return(&served->env, note_returned, &returned);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        returned = (struct returned){0};
        uint64_t cookie = serve_granted(served, &rows[i].request).cookie;
        assert_int_equal(returned.count, 0);
        assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookie), 0);
        assert_int_equal(returned.count, rows[i].told.count);
        assert_int_equal(returned.kind, rows[i].told.kind);
        assert_int_equal(returned.first, rows[i].told.first);
        assert_int_equal(returned.last, rows[i].told.last);
        assert_false(returned.was_full);
    }
}

static void a_device_that_the_kernel_will_not_revoke_is_not_told_of(void **state)
{
    struct served *served = *state;
    RpcMessage request = simple_irq(4);
    struct returned returned = {0};

    register_two(served);
    sel4rpc_server_on_return(&served->env, note_returned, &returned);
    uint64_t cookie = serve_granted(served, &request).cookie;
    steps_fail_at(1);
    assert_int_not_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookie), 0);
    steps_reset();
    assert_int_equal(returned.count, 0);
    sel4rpc_server_on_return(&served->env, NULL, NULL);
    assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookie), 0);
    assert_int_equal(returned.count, 0);
}

static void clean_up_takes_back_the_leases_of_registered_clients(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);

    assert_int_equal(serve(served, 99, &request).error, 0);
    register_two(served);
    (void)grant_each(served);
    sel4rpc_server_clean_up(&served->env);
    assert_all_is_back(served);
    assert_account(served, A_CLIENT, 0, 0);
    (void)grant_each(served);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(release_takes_each_kind_back),
        TEST(release_takes_memory_back_in_order),
        TEST(release_takes_devices_back_in_order),
        TEST(release_may_be_repeated),
        TEST(release_of_a_cookie_that_names_nothing_is_refused),
        TEST(release_takes_back_what_nobody_is_registered_for),
        TEST(release_lets_the_same_be_granted_at_once),
        TEST(release_client_takes_everything_of_one_client),
        TEST(release_client_may_be_repeated),
        TEST(release_client_leaves_a_client_that_is_served_on),
        TEST(release_client_of_a_badge_that_holds_nothing_is_done_at_once),
        TEST(release_client_works_where_nobody_is_registered),
        TEST(release_some_releases_so_many_and_grants_nothing_until_it_is_through),
        TEST(release_client_tries_each_lease_once),
        TEST(release_client_costs_nothing_for_the_leases_of_others),
        TEST(unregister_takes_everything_and_forgets_the_client),
        TEST(release_client_keeps_what_the_kernel_will_not_revoke_and_takes_the_rest),
        TEST(unregister_keeps_the_client_where_the_kernel_will_not_revoke),
        TEST(a_lease_that_the_kernel_will_not_revoke_stays_as_it_is),
        TEST(a_pin_is_leased_once_at_a_time),
        TEST(a_pin_is_not_in_the_way_of_its_neighbours),
        TEST(a_leased_pin_that_is_not_permitted_is_refused_as_such),
        TEST(a_pin_that_the_simple_refused_is_not_leased),
        TEST(a_device_that_is_released_is_told_of_once_and_memory_never),
        TEST(a_device_that_the_kernel_will_not_revoke_is_not_told_of),
        TEST(clean_up_takes_back_the_leases_of_registered_clients),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
