/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Parking: what the server keeps of leases that ended, whom it serves, and who is charged for it.
 */
#include "support/events.h"
#include "support/is_valid.h"
#include "support/parking.h"
#include "support/test.h"

#include <vspace/arch/page.h>

static void assert_serves(struct served *served, RpcMessage first, RpcMessage second)
{
    seL4_CPtr slot = grant_and_free(served, first);
    unsigned before = asked(served);

    assert_string_equal(events_noted(), IS_PARKED);
    assert_int_equal(parked(served), 1);
    assert_int_equal(grant_to_another(served, second), slot);
    assert_int_equal(asked(served), before);
    assert_int_equal(parked(served), 0);
    assert_int_equal(sel4rpc_server_release_client(&served->env, ANOTHER_CLIENT), 0);
    assert_int_equal(sel4rpc_server_flush_parked(&served->env), 0);
}

static void assert_does_not_serve(struct served *served, RpcMessage first, RpcMessage second)
{
    (void)grant_and_free(served, first);
    unsigned before = asked(served);

    (void)grant_to_another(served, second);
    assert_true(asked(served) > before);
    assert_int_equal(sel4rpc_server_release_client(&served->env, ANOTHER_CLIENT), 0);
    assert_int_equal(sel4rpc_server_flush_parked(&served->env), 0);
}

/* ---- What is parked, and for whom. */

static void nothing_is_parked_unless_the_parent_wants_it(void **state)
{
    struct served *served = *state;

    sel4rpc_server_set_parking(&served->env, 0, UINT64_MAX);
    (void)grant_and_free(served, untyped(12));
    assert_string_equal(events_noted(), MEMORY_IS_RELEASED);
    assert_int_equal(parked(served), 0);
    assert_int_equal(served->memory.slots, 0);
}

static void the_same_is_granted_again_without_the_vka_or_the_simple(void **state)
{
    struct served *served = *state;

    assert_serves(served, untyped(12), untyped(12));
    assert_serves(served, untyped_at(FAKE_RAM), untyped_at(FAKE_RAM));
    assert_serves(served, untyped_at(FAKE_DEVICE), untyped_at(FAKE_DEVICE));
    assert_serves(served, ioports(0x60, 0x64), ioports(0x60, 0x64));
}

static void nothing_else_is_served_by_what_is_parked(void **state)
{
    struct served *served = *state;
    RpcMessage frame = allocate_anywhere(seL4_ARCH_4KPage, 12), device = untyped(12);

    device.msg.memory.device = true;
    assert_does_not_serve(served, untyped(12), untyped(13));
    assert_does_not_serve(served, untyped(12), frame);
    assert_does_not_serve(served, untyped(12), device);
    assert_does_not_serve(served, untyped(12), untyped_at(FAKE_RAM));
    assert_does_not_serve(served, untyped_at(FAKE_RAM), untyped(12));
    assert_does_not_serve(served, untyped_at(FAKE_RAM), untyped_at(FAKE_RAM + 0x1000));
    assert_does_not_serve(served, ioports(0x60, 0x64), ioports(0x60, 0x63));
    assert_does_not_serve(served, ioports(0x60, 0x64), ioports(0x61, 0x64));
}

/* A thread would run on, a CNode would keep its capabilities, an endpoint its waiters. */
static void every_other_object_is_released_at_once(void **state)
{
    static const struct {
        seL4_Word type, size_bits;
    } objects[] = {{seL4_TCBObject, seL4_TCBBits},
                   {seL4_EndpointObject, seL4_EndpointBits},
                   {seL4_NotificationObject, seL4_NotificationBits},
                   {seL4_CapTableObject, 4},
                   {seL4_ARCH_4KPage, seL4_PageBits}};
    struct served *served = *state;

    for (size_t i = 0; i < COUNT_OF(objects); i++) {
        (void)grant_and_free(served, allocate_anywhere(objects[i].type, objects[i].size_bits));
        assert_string_equal(events_noted(), MEMORY_IS_RELEASED);
    }
    assert_int_equal(parked(served), 0);
    assert_int_equal(served->memory.slots, 0);
}

static void interrupts_are_released_at_once(void **state)
{
    const RpcMessage requests[] = {simple_irq(4), msi(9), ioapic_pin(1, 18, 10)};
    struct served *served = *state;

    for (size_t i = 0; i < COUNT_OF(requests); i++) {
        (void)grant_and_free(served, requests[i]);
        assert_string_equal(events_noted(), IS_RELEASED);
    }
    assert_int_equal(parked(served), 0);
}

/* It may be a device's, or not. */
static void device_memory_granted_anywhere_is_released_at_once(void **state)
{
    struct served *served = *state;
    RpcMessage request = untyped(12);

    request.msg.memory.device = true;
    (void)grant_and_free(served, request);
    assert_string_equal(events_noted(), MEMORY_IS_RELEASED);
}

static void what_nobody_is_registered_for_is_released_at_once(void **state)
{
    struct served *served = *state;

    assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
    assert_int_equal(sel4rpc_server_unregister(&served->env, ANOTHER_CLIENT), 0);
    assert_int_equal(sel4rpc_server_init(&served->env, &served->memory.vka, NULL, NULL, served->env.reply,
                                         &served->devices.simple),
                     0);
    sel4rpc_server_set_parking(&served->env, MOST, MOST_BYTES);
    (void)grant_and_free(served, untyped(12));
    assert_string_equal(events_noted(), MEMORY_IS_RELEASED);
}

static void what_the_parent_takes_back_is_parked_too(void **state)
{
    struct served *served = *state;
    RpcMessage request = untyped(12);
    seL4_CPtr slot = serve_granted(served, &request).cap;

    assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
    assert_int_equal(parked(served), 1);
    assert_int_equal(grant_to_another(served, request), slot);
}

/* ---- Who is charged, and what is told. */

static void nobody_holds_what_is_parked(void **state)
{
    struct served *served = *state;
    uint64_t position = 0;
    LeaseMessage lease;

    (void)grant_and_free(served, untyped(12));
    (void)grant_and_free(served, ioports(0x60, 0x64));
    assert_account(served, A_CLIENT, 0, 0);
    assert_false(sel4rpc_server_next_lease(&served->env, &position, &lease, NULL));
    assert_int_equal(holdings_of(served).records, 0);
    assert_int_equal(holdings_of(served).granted, 2);
    assert_int_equal(holdings_of(served).freed, 2);
    assert_int_equal(parked(served), 2);
    assert_int_equal(served->env.parked.memory_bytes, 4096);
}

static void the_next_holder_has_a_lease_like_any_other(void **state)
{
    struct served *served = *state;
    RpcMessage request = untyped(12), stale = release_of(serve_granted(served, &request).cookie);
    uint64_t paddr = served->env.answer.paddr;

    (void)serve_granted(served, &stale);
    struct answer answer = serve(served, ANOTHER_CLIENT, &request);
    assert_account(served, A_CLIENT, 0, 0);
    assert_account(served, ANOTHER_CLIENT, 1, 4096);
    assert_int_equal(answer.message.paddr, paddr);
    assert_int_equal(serve(served, A_CLIENT, &stale).error, seL4_InvalidCapability);
    RpcMessage release = release_of(answer.cookie);
    assert_int_equal(serve(served, A_CLIENT, &release).error, seL4_InvalidCapability);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &release).error, 0);
    assert_int_equal(holdings_of(served).granted, 2);
    assert_int_equal(holdings_of(served).freed, 2);
}

/* The client asks again for what it holds, which had been parked. */
static void ports_that_were_parked_can_be_asked_for_again(void **state)
{
    struct served *served = *state;
    RpcMessage request = ioports(0x60, 0x64);

    (void)grant_and_free(served, request);
    struct answer first = serve_granted(served, &request), second = serve_granted(served, &request);
    assert_int_equal(first.cookie, second.cookie);
    assert_int_equal(first.cap, second.cap);
    assert_account(served, A_CLIENT, 1, 0);
}

static void a_client_that_may_not_have_it_does_not_get_it_from_there(void **state)
{
    struct served *served = *state;
    const RpcMessage requests[] = {untyped(12), untyped_at(FAKE_RAM), ioports(0x60, 0x64)};
    const sel4rpc_limits_t one = {.memory_bytes = 4096, .leases = 1, .objects = SEL4RPC_ALL};

    assert_int_equal(sel4rpc_server_unregister(&served->env, ANOTHER_CLIENT), 0);
    register_client(served, ANOTHER_CLIENT, &one);
    for (size_t i = 0; i < COUNT_OF(requests); i++) {
        (void)grant_and_free(served, requests[i]);
    }
    (void)grant_to_another(served, untyped(12));
    (void)grant_and_free(served, untyped(12));
    assert_int_equal(serve(served, ANOTHER_CLIENT, &requests[0]).error, seL4_NotEnoughMemory);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &requests[1]).error, seL4_IllegalOperation);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &requests[2]).error, seL4_IllegalOperation);
    assert_int_equal(parked(served), 3);
}

static void note_returned(void *data, LeaseKind kind, uint64_t first, uint64_t last)
{
    uint64_t *told = data;

    assert_int_equal(kind, LeaseKind_IOPORT);
    *told += first << 16 | last;
}

/* A parent above takes them from their last holder only when it is told. */
static void ports_are_not_parked_if_their_return_is_told(void **state)
{
    struct served *served = *state;
    uint64_t told = 0;

    sel4rpc_server_on_return(&served->env, note_returned, &told);
    (void)grant_and_free(served, ioports(0x60, 0x64));
    assert_int_equal(told, 0x600064);
    assert_int_equal(parked(served), 0);
    (void)grant_and_free(served, untyped(12));
    assert_int_equal(parked(served), 1);
}

static int release_what_it_granted(sel4rpc_server_env_t *env, void *data, RpcMessage *request)
{
    (void)data;
    int error = sel4rpc_default_handler(env, NULL, request);

    assert_int_equal(sel4rpc_server_release_client(env, A_CLIENT), 0);
    return error;
}

static void an_answer_that_waits_does_not_carry_what_was_parked_meanwhile(void **state)
{
    struct served *served = *state;
    RpcMessage request = untyped(12);
    seL4_MessageInfo_t answer;
    bool prepared;

    served->env.handler = release_what_it_granted;
    assert_true(sel4rpc_server_prepare(&served->env, A_CLIENT, put_request(&request), &prepared, &answer));
    assert_true(prepared);
    assert_int_equal(seL4_MessageInfo_get_extraCaps(answer), 0);
    assert_int_equal(parked(served), 1);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, parking_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_parked_unless_the_parent_wants_it),
        TEST(the_same_is_granted_again_without_the_vka_or_the_simple),
        TEST(nothing_else_is_served_by_what_is_parked),
        TEST(every_other_object_is_released_at_once),
        TEST(interrupts_are_released_at_once),
        TEST(device_memory_granted_anywhere_is_released_at_once),
        TEST(what_nobody_is_registered_for_is_released_at_once),
        TEST(what_the_parent_takes_back_is_parked_too),
        TEST(nobody_holds_what_is_parked),
        TEST(the_next_holder_has_a_lease_like_any_other),
        TEST(ports_that_were_parked_can_be_asked_for_again),
        TEST(a_client_that_may_not_have_it_does_not_get_it_from_there),
        TEST(ports_are_not_parked_if_their_return_is_told),
        TEST(an_answer_that_waits_does_not_carry_what_was_parked_meanwhile),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
