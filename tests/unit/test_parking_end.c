/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Parking: when what is parked is released, and what may fail.
 */
#include "support/events.h"
#include "support/is_valid.h"
#include "support/parking.h"
#include "support/steps.h"
#include "support/test.h"

#include <vspace/arch/page.h>

static void the_oldest_is_released_if_there_are_too_many(void **state)
{
    struct served *served = *state;

    for (unsigned i = 0; i <= MOST; i++) {
        (void)grant_and_free(served, i % 2 == 0 ? ioports(i, i) : untyped_at(FAKE_RAM + 0x1000 * i));
    }
    assert_string_equal(events_noted(), "DSR"); /* releases the first, and parks the last */
    assert_int_equal(parked(served), MOST);
    unsigned before = asked(served);
    (void)grant_to_another(served, untyped_at(FAKE_RAM + 0x1000));
    assert_int_equal(asked(served), before);
    (void)grant_to_another(served, ioports(0, 0));
    assert_int_equal(asked(served), before + 1);
}

static void the_oldest_are_released_if_there_is_too_much_memory(void **state)
{
    struct served *served = *state;

    (void)grant_and_free(served, ioports(0x60, 0x64));
    (void)grant_and_free(served, untyped(14));
    (void)grant_and_free(served, untyped(15));
    assert_int_equal(parked(served), 3);
    (void)grant_and_free(served, allocate_at(FAKE_RAM, seL4_UntypedObject, 15));
    assert_int_equal(served->env.parked.memory_bytes, MOST_BYTES);
    assert_int_equal(parked(served), 2);
    assert_int_equal(server_parked(&served->env, LeaseKind_IOPORT), 0);
}

static void more_than_may_ever_be_parked_is_released_at_once(void **state)
{
    struct served *served = *state;

    (void)grant_and_free(served, untyped(12));
    (void)grant_and_free(served, untyped(17));
    assert_string_equal(events_noted(), MEMORY_IS_RELEASED);
    assert_int_equal(parked(served), 1);
}

static void lower_bounds_take_effect_when_the_next_lease_is_parked(void **state)
{
    struct served *served = *state;

    (void)grant_and_free(served, untyped(12));
    (void)grant_and_free(served, untyped(13));
    sel4rpc_server_set_parking(&served->env, 1, MOST_BYTES);
    (void)grant_and_free(served, simple_irq(4));
    assert_int_equal(parked(served), 2);
    (void)grant_and_free(served, untyped(14));
    assert_int_equal(parked(served), 1);
}

static void what_overlaps_another_request_is_released(void **state)
{
    struct served *served = *state;

    (void)grant_and_free(served, ioports(0x60, 0x64));
    (void)grant_and_free(served, ioports(0x70, 0x71));
    (void)grant_and_free(served, untyped_at(FAKE_RAM));
    events_reset();
    (void)grant_to_another(served, ioports(0x64, 0x6f));
    assert_string_equal(events_noted(), "DS");
    assert_int_equal(parked(served), 2);
    events_reset();
    (void)grant_to_another(served, allocate_at(FAKE_RAM, seL4_ARCH_4KPage, 12));
    assert_string_equal(events_noted(), "DFS");
    assert_int_equal(parked(served), 1);
}

static void flush_releases_everything(void **state)
{
    struct served *served = *state;

    (void)grant_and_free(served, ioports(0x60, 0x64));
    (void)grant_and_free(served, untyped(12));
    events_reset();
    assert_int_equal(sel4rpc_server_flush_parked(&served->env), 0);
    assert_string_equal(events_noted(), "DSDFS");
    assert_int_equal(served->memory.slots, 0);
    assert_int_equal(served->env.parked.blocks, 0);
    assert_int_equal(sel4rpc_server_flush_parked(&served->env), 0);
}

static void clean_up_leaves_nothing_parked(void **state)
{
    struct served *served = *state;
    RpcMessage request = untyped(12);

    (void)grant_and_free(served, ioports(0x60, 0x64));
    (void)serve_granted(served, &request);
    sel4rpc_server_clean_up(&served->env);
    assert_int_equal(served->memory.slots, 0);
    assert_int_equal(served->env.pool.in_use, 0);
}

/* ---- What is in the way, and what fails. */

static void assert_is_granted_in_spite_of(struct served *served, unsigned step, RpcMessage request)
{
    (void)grant_and_free(served, untyped(14));
    (void)grant_and_free(served, ioports(0x70, 0x71));
    steps_fail_at(step);
    (void)grant_to_another(served, request);
    assert_true(steps_have_failed());
    steps_reset();
    assert_int_equal(parked(served), 0);
}

static void what_is_in_the_way_of_the_vka_or_the_simple_is_released(void **state)
{
    struct served *served = *state;
    RpcMessage first = allocate_anywhere(seL4_EndpointObject, 0);

    (void)grant_to_another(served, first);       /* its records are there */
    for (unsigned step = 1; step <= 2; step++) { /* a slot, and what goes into it */
        assert_is_granted_in_spite_of(served, step, untyped(12));
        assert_is_granted_in_spite_of(served, step, untyped_at(FAKE_RAM + 0x1000 * step));
        assert_is_granted_in_spite_of(served, step, ioports(step, step));
    }
    assert_is_granted_in_spite_of(served, 1, simple_irq(1)); /* a slot; no interrupt is ever parked */
}

static void what_can_never_be_parked_releases_nothing_if_somebody_has_it(void **state)
{
    struct served *served = *state;
    RpcMessage irq = simple_irq(5);

    (void)grant_to_another(served, irq);
    (void)grant_and_free(served, untyped(12));
    assert_int_equal(serve(served, A_CLIENT, &irq).error, seL4_RevokeFirst);
    assert_int_equal(parked(served), 1);
}

static void a_request_is_tried_once_more_and_no_more(void **state)
{
    struct served *served = *state;
    RpcMessage request = untyped(12);

    (void)grant_and_free(served, untyped(14));
    served->memory.object_error = seL4_NotEnoughMemory;
    unsigned before = asked(served);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &request).error, seL4_NotEnoughMemory);
    assert_int_equal(asked(served), before + 2);
    assert_int_equal(serve(served, ANOTHER_CLIENT, &request).error, seL4_NotEnoughMemory);
    assert_int_equal(asked(served), before + 3);
}

static void what_the_vka_cannot_know_releases_nothing(void **state)
{
    struct served *served = *state;
    RpcMessage request = untyped_at(0x100000000), too_much = untyped(12);

    (void)grant_and_free(served, untyped(14));
    assert_int_equal(serve(served, A_CLIENT, &request).error, seL4_RangeError);
    record_of(served, A_CLIENT)->limits.memory_bytes = 0;
    assert_int_equal(serve(served, A_CLIENT, &too_much).error, seL4_NotEnoughMemory);
    record_of(served, A_CLIENT)->limits.leases = 0;
    assert_int_equal(serve(served, A_CLIENT, &too_much).error, seL4_NotEnoughMemory);
    assert_int_equal(parked(served), 1);
}

static void records_that_are_parked_with_are_in_nobodys_way(void **state)
{
    static sel4rpc_lease_block_t blocks[2];
    struct served *served = *state;

    assert_int_equal(sel4rpc_server_use_memory(&served->env, blocks, sizeof(blocks)), 0);
    (void)grant_and_free(served, ioports(0x60, 0x64)); /* takes both */
    (void)grant_to_another(served, untyped(12));
    assert_int_equal(parked(served), 0);
    (void)grant_and_free(served, ioports(0x60, 0x64)); /* no record is left to park it with */
    assert_string_equal(events_noted(), IS_RELEASED);
}

static void what_the_kernel_does_not_revoke_stays_leased(void **state)
{
    struct served *served = *state;
    RpcMessage request = untyped(12), release = release_of(serve_granted(served, &request).cookie);

    steps_fail_at(1);
    assert_int_equal(serve(served, A_CLIENT, &release).error, seL4_FailedLookup);
    assert_account(served, A_CLIENT, 1, 4096);
    assert_int_equal(parked(served), 0);
    (void)serve_granted(served, &release);
    assert_int_equal(parked(served), 1);
}

static void what_the_kernel_does_not_delete_stays_parked(void **state)
{
    struct served *served = *state;

    for (unsigned step = 1; step <= 2; step++) {
        (void)grant_and_free(served, ioports(0x60, 0x64));
        (void)grant_and_free(served, untyped(12));
        steps_fail_at(step);
        assert_int_equal(sel4rpc_server_flush_parked(&served->env), seL4_FailedLookup);
        steps_reset();
        assert_int_equal(parked(served), 1);
        assert_true(server_is_valid(&served->env, true));
        assert_int_equal(sel4rpc_server_flush_parked(&served->env), 0);
    }
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, parking_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_oldest_is_released_if_there_are_too_many),
        TEST(the_oldest_are_released_if_there_is_too_much_memory),
        TEST(more_than_may_ever_be_parked_is_released_at_once),
        TEST(lower_bounds_take_effect_when_the_next_lease_is_parked),
        TEST(what_overlaps_another_request_is_released),
        TEST(flush_releases_everything),
        TEST(clean_up_leaves_nothing_parked),
        TEST(what_is_in_the_way_of_the_vka_or_the_simple_is_released),
        TEST(what_can_never_be_parked_releases_nothing_if_somebody_has_it),
        TEST(a_request_is_tried_once_more_and_no_more),
        TEST(what_the_vka_cannot_know_releases_nothing),
        TEST(records_that_are_parked_with_are_in_nobodys_way),
        TEST(what_the_kernel_does_not_revoke_stays_leased),
        TEST(what_the_kernel_does_not_delete_stays_parked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
