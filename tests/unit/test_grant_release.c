/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Revoking from a registered client on the hosted kernel: whatever the client did with its capabilities, they
 * are gone, and the same request succeeds again at once.
 */
#include "kinds.h"
#include "support/pair.h"
#include "support/request.h"
#include "support/test.h"
#include "support/unlimited.h"

#include <vspace/arch/page.h>

#define FRAME seL4_ARCH_4KPage, seL4_PageBits

static int set_up(void **state)
{
    (void)pair_set_up(state);
    struct pair *pair = *state;

    return sel4rpc_server_register(&pair->env, PAIR_BADGE, &unlimited, NULL);
}

static int tear_down(void **state)
{
    struct pair *pair = *state;

    fixture_switch(fixture_root());
    assert_int_equal(sel4rpc_server_unregister(&pair->env, PAIR_BADGE), 0);
    return pair_tear_down(state);
}

/* One request of each kind, for something that exists only once. */
static const struct request once[] = {
    {.kind = LeaseKind_MEMORY,
     .first = FIXTURE_DEVICE_PADDR,
     .type = seL4_ARCH_4KPage,
     .size_bits = seL4_PageBits},
    {.kind = LeaseKind_IRQ, .first = SAMPLE_IRQ},
    OTHER_REQUESTS,
};

/* Uses another vector each time, so that the kernel would give a second handler of a pin. */
static int ask(struct pair *pair, size_t n, unsigned slot, uint64_t *cookie)
{
    struct request request = once[n];
    struct grant_result grant;

    request.vector += slot;
    int error = request_ask(&pair->client, &request, client_slot(slot), &grant);
    *cookie = grant.cookie;
    return error;
}

static void copy_in_client(unsigned from, unsigned to)
{
    sel4rpc_slot_t source = client_slot(from);
    sel4rpc_slot_t target = client_slot(to);

    assert_int_equal(seL4_CNode_Copy(target.root, target.index, (seL4_Uint8)target.depth, source.root,
                                     source.index, (seL4_Uint8)source.depth, seL4_AllRights),
                     0);
}

/* Acts as the server while the client stays where it is. */
static int release_as_server(struct pair *pair, uint64_t cookie)
{
    struct fixture_thread *former = fixture_switch(fixture_root());
    int error = sel4rpc_server_release(&pair->env, PAIR_BADGE, cookie);

    fixture_switch(former);
    return error;
}

static int release_client_as_server(struct pair *pair)
{
    struct fixture_thread *former = fixture_switch(fixture_root());
    int error = sel4rpc_server_release_client(&pair->env, PAIR_BADGE);

    fixture_switch(former);
    return error;
}

/* Memory is granted once; a pin was asked for with another vector. */
static bool is_copied_to_its_holder(size_t n)
{
    return once[n].kind != LeaseKind_MEMORY && once[n].kind != LeaseKind_IOAPIC;
}

static void assert_asked_again(struct pair *pair, size_t n, uint64_t cookie)
{
    bool copied = is_copied_to_its_holder(n);
    uint64_t again;

    assert_int_equal(ask(pair, n, 1, &again), copied ? 0 : seL4_RevokeFirst);
    assert_int_equal(client_slot_is_full(1), copied);
    if (copied) {
        assert_int_equal(again, cookie);
    }
}

static void each_kind_is_leased_once_at_a_time(void **state)
{
    struct pair *pair = *state;
    uint64_t cookie;

    for (size_t i = 0; i < COUNT_OF(once); i++) {
        assert_int_equal(ask(pair, i, 0, &cookie), 0);
        assert_int_not_equal(cookie, 0);
        assert_asked_again(pair, i, cookie);
        assert_int_equal(pair->env.statistics.granted - pair->env.statistics.released, 1);
        assert_int_equal(release_client_as_server(pair), 0);
        assert_false(client_slot_is_full(0));
        assert_false(client_slot_is_full(1));
    }
}

static void each_kind_can_be_had_again_at_once_after_the_client_released_it(void **state)
{
    struct pair *pair = *state;
    uint64_t cookie;

    for (size_t i = 0; i < 3 * COUNT_OF(once); i++) {
        assert_int_equal(ask(pair, i / 3, 0, &cookie), 0);
        assert_int_equal(sel4rpc_release(&pair->client, cookie), 0);
        assert_false(client_slot_is_full(0));
        assert_nothing_is_held(pair);
    }
}

static void each_kind_can_be_had_again_at_once_after_the_server_released_it(void **state)
{
    struct pair *pair = *state;
    uint64_t cookie;

    for (size_t i = 0; i < 3 * COUNT_OF(once); i++) {
        assert_int_equal(ask(pair, i / 3, 0, &cookie), 0);
        assert_int_equal(release_as_server(pair, cookie), 0);
        assert_false(client_slot_is_full(0));
        assert_nothing_is_held(pair);
    }
}

static void each_kind_is_taken_back_with_all_its_copies(void **state)
{
    struct pair *pair = *state;
    uint64_t cookie;

    for (size_t i = 0; i < COUNT_OF(once); i++) {
        assert_int_equal(ask(pair, i, 0, &cookie), 0);
        copy_in_client(0, 1);
        copy_in_client(1, 2);
        client_delete(0);
        assert_int_equal(release_as_server(pair, cookie), 0);
        assert_false(client_slot_is_full(1));
        assert_false(client_slot_is_full(2));
        assert_nothing_is_held(pair);
    }
}

/* The master keeps the thing: dropping a capability does not free it. */
static void each_kind_stays_leased_where_the_client_deletes_its_capability(void **state)
{
    struct pair *pair = *state;
    uint64_t cookie;

    for (size_t i = 0; i < COUNT_OF(once); i++) {
        assert_int_equal(ask(pair, i, 0, &cookie), 0);
        client_delete(0);
        assert_asked_again(pair, i, cookie);
        assert_int_equal(sel4rpc_release(&pair->client, cookie), 0);
        assert_int_equal(ask(pair, i, 1, &cookie), 0);
        assert_int_equal(sel4rpc_release(&pair->client, cookie), 0);
    }
}

static void what_the_client_made_of_its_memory_is_gone(void **state)
{
    struct pair *pair = *state;
    sel4rpc_slot_t slot = client_slot(1);
    sel4rpc_memory_t memory;

    assert_int_equal(sel4rpc_alloc_memory(&pair->client, seL4_UntypedObject, 14, client_slot(0), &memory), 0);
    assert_int_equal(
        seL4_Untyped_Retype(client_slot(0).index, seL4_ARCH_4KPage, 12, slot.root, 0, 0, slot.index, 2), 0);
    assert_int_equal(release_as_server(pair, memory.cookie), 0);
    for (unsigned i = 0; i < 3; i++) {
        assert_false(client_slot_is_full(i));
    }
    assert_nothing_is_held(pair);
}

static void release_client_takes_one_of_each_kind(void **state)
{
    struct pair *pair = *state;
    uint64_t cookie;

    for (unsigned round = 0; round < 3; round++) {
        for (unsigned i = 0; i < COUNT_OF(once); i++) {
            assert_int_equal(ask(pair, i, i, &cookie), 0);
        }
        assert_int_equal(release_client_as_server(pair), 0);
        assert_int_equal(release_client_as_server(pair), 0);
        assert_nothing_is_held(pair);
    }
}

static void a_grant_whose_capability_did_not_arrive_is_given_back(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;
    uint64_t cookie;

    assert_int_equal(sel4rpc_alloc_memory(&pair->client, FRAME, client_slot(0), &memory), 0);
    for (size_t i = 0; i < COUNT_OF(once); i++) {
        assert_int_equal(ask(pair, i, 0, &cookie), SEL4RPC_NO_CAPABILITY); /* the slot is full */
        assert_int_equal(ask(pair, i, 1, &cookie), 0);
        assert_int_equal(sel4rpc_release(&pair->client, cookie), 0);
    }
}

static void the_address_that_is_told_is_where_the_memory_is(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    assert_int_equal(sel4rpc_alloc_memory(&pair->client, FRAME, client_slot(0), &memory), 0);
    assert_int_equal(memory.paddr, client_frame_paddr(0));
    assert_int_equal(
        sel4rpc_alloc_memory_at(&pair->client, FIXTURE_DEVICE_PADDR, FRAME, client_slot(1), &memory), 0);
    assert_int_equal(memory.paddr, FIXTURE_DEVICE_PADDR);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_kind_is_leased_once_at_a_time),
        TEST(each_kind_can_be_had_again_at_once_after_the_client_released_it),
        TEST(each_kind_can_be_had_again_at_once_after_the_server_released_it),
        TEST(each_kind_is_taken_back_with_all_its_copies),
        TEST(each_kind_stays_leased_where_the_client_deletes_its_capability),
        TEST(what_the_client_made_of_its_memory_is_gone),
        TEST(release_client_takes_one_of_each_kind),
        TEST(a_grant_whose_capability_did_not_arrive_is_given_back),
        TEST(the_address_that_is_told_is_where_the_memory_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
