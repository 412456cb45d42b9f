/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server that grants from a pool, and takes memory back by revoking the untyped beneath it.
 */
#include "support/is_valid.h"
#include "support/own_reply.h"
#include "support/pair.h"
#include "support/test.h"
#include "support/unlimited.h"

#include <sel4rpc/vka.h>
#include <string.h>
#include <vspace/arch/page.h>

#define RECORDS 100

static struct {
    sel4rpc_vka_t pool;
    sel4rpc_vka_record_t records[RECORDS];
    vka_t vka;
} pooled;

static int set_up(void **state)
{
    int error = pair_set_up(state);
    struct pair *pair = *state;

    fixture_switch(fixture_root());
    memset(&pooled, 0, sizeof(pooled));
    assert_int_equal(sel4rpc_pool_make(&pooled.pool, fixture_vka(), pooled.records, RECORDS, &pooled.vka), 0);
    assert_int_equal(sel4rpc_server_init(&pair->env, &pooled.vka, NULL, NULL, &own_reply, fixture_simple()),
                     0);
    sel4rpc_server_set_untyped_of(&pair->env, sel4rpc_vka_untyped_of, &pooled.pool);
    fixture_switch(pair->client_thread);
    return error;
}

static int tear_down(void **state)
{
    struct pair *pair = *state;

    fixture_switch(fixture_root());
    sel4rpc_server_clean_up(&pair->env);
    assert_true(vka_is_valid(&pooled.pool));
    assert_int_equal(pooled.pool.statistics.objects, 0);
    assert_int_equal(sel4rpc_vka_clean_up(&pooled.pool), 0);
    return pair_tear_down(state);
}

static const struct {
    seL4_Word type;
    seL4_Word size_bits;
} objects[] = {
    {seL4_UntypedObject, 12}, {seL4_UntypedObject, 4},      {seL4_TCBObject, seL4_TCBBits},
    {seL4_EndpointObject, 0}, {seL4_NotificationObject, 0}, {seL4_CapTableObject, 4},
    {seL4_ARCH_4KPage, 12},
};

static sel4rpc_memory_t grant(struct pair *pair, unsigned object)
{
    sel4rpc_memory_t memory;

    assert_int_equal(sel4rpc_alloc_memory(&pair->client, objects[object].type, objects[object].size_bits,
                                          client_slot(0), &memory),
                     0);
    return memory;
}

static void copy(unsigned to)
{
    sel4rpc_slot_t from = client_slot(0), slot = client_slot(to);

    assert_int_equal(seL4_CNode_Copy(slot.root, slot.index, (seL4_Uint8)slot.depth, from.root, from.index,
                                     (seL4_Uint8)from.depth, seL4_AllRights),
                     0);
}

static void a_free_removes_every_copy_of_every_type(void **state)
{
    struct pair *pair = *state;

    for (unsigned i = 0; i < COUNT_OF(objects); i++) {
        sel4rpc_memory_t memory = grant(pair, i);
        copy(1);
        assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
        assert_false(client_slot_is_full(0));
        assert_false(client_slot_is_full(1));
        assert_int_equal(pair->env.statistics.released, i + 1);
        assert_int_equal(pooled.pool.statistics.objects, 0);
    }
}

static void a_free_removes_what_was_made_of_an_untyped(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory = grant(pair, 0);
    sel4rpc_slot_t untyped = client_slot(0), child = client_slot(1);

    assert_int_equal(
        seL4_Untyped_Retype(untyped.index, seL4_EndpointObject, 0, child.root, 0, 0, child.index, 1), 0);
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    assert_false(client_slot_is_full(1));
}

/* Kernel entries of a free, for which the client's own copy is there or deleted. */
static unsigned long cost_of_free(struct pair *pair, bool deleted)
{
    sel4rpc_memory_t memory = grant(pair, COUNT_OF(objects) - 1);

    if (deleted) {
        client_delete(0);
    }
    unsigned long before = fixture_entries();
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    return fixture_entries() - before;
}

static void a_free_takes_one_kernel_call_less(void **state)
{
    struct pair *pair = *state;

    for (unsigned deleted = 0; deleted <= 1; deleted++) {
        sel4rpc_server_set_untyped_of(&pair->env, NULL, NULL);
        unsigned long both = cost_of_free(pair, deleted != 0);
        sel4rpc_server_set_untyped_of(&pair->env, sel4rpc_vka_untyped_of, &pooled.pool);
        assert_int_equal(cost_of_free(pair, deleted != 0), both - 1);
    }
}

static void what_was_freed_is_granted_again(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory = grant(pair, COUNT_OF(objects) - 1);
    uint64_t paddr = memory.paddr;

    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    memory = grant(pair, COUNT_OF(objects) - 1);
    assert_int_equal(memory.paddr, paddr);
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
}

static void memory_at_an_address_is_taken_back_too(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    assert_int_equal(
        sel4rpc_alloc_memory_at(&pair->client, 0x10440000, seL4_ARCH_4KPage, 12, client_slot(0), &memory), 0);
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    assert_false(client_slot_is_full(0));
    assert_int_equal(
        sel4rpc_alloc_memory_at(&pair->client, 0x10440000, seL4_ARCH_4KPage, 12, client_slot(0), &memory), 0);
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
}

static void what_was_parked_goes_back_to_the_pool(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(sel4rpc_server_register(&pair->env, PAIR_BADGE, &unlimited, NULL), 0);
    sel4rpc_server_set_parking(&pair->env, 1, 1 << 12);
    sel4rpc_memory_t memory = grant(pair, 0);
    copy(1);
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    assert_false(client_slot_is_full(0));
    assert_false(client_slot_is_full(1));
    assert_int_equal(pooled.pool.statistics.objects, 1);
    fixture_switch(fixture_root());
    assert_int_equal(sel4rpc_server_flush_parked(&pair->env), 0);
    assert_int_equal(pooled.pool.statistics.objects, 0);
    assert_int_equal(sel4rpc_server_unregister(&pair->env, PAIR_BADGE), 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_free_removes_every_copy_of_every_type), TEST(a_free_removes_what_was_made_of_an_untyped),
        TEST(a_free_takes_one_kernel_call_less),       TEST(what_was_freed_is_granted_again),
        TEST(memory_at_an_address_is_taken_back_too),  TEST(what_was_parked_goes_back_to_the_pool),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
