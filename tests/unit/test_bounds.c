/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What one request or one step of a parent's call costs at most, in kernel calls, copies and bytes: the
 * bounds of docs/security.md. On the hosted kernel.
 */
#include "support/crowd.h"
#include "support/pair.h"
#include "support/test.h"

#include <vka/capops.h>
#include <vspace/arch/page.h>

/* In kernel calls of the server, with a vka that asks the kernel whether a freed slot is empty. What the vka
 * does with memory comes on top; so most tests grant I/O ports. */
#define CALLS_PER_GRANT 2     /* to make the capability, and to answer */
#define CALLS_PER_LEASE 3     /* to revoke, to delete, to look */
#define CALLS_PER_DISMISSAL 6 /* to revoke, cancel, delete two, look at two */

static const sel4rpc_limits_t some = {.memory_bytes = 1 << 22,
                                      .object_bytes = 1 << 16,
                                      .leases = 200,
                                      .ports = {.all = true},
                                      .objects = {.all = true}};

static int set_up(void **state)
{
    assert_int_equal(crowd_set_up(state), 0);
    struct crowd *crowd = *state;
    return sel4rpc_server_use_badges(&crowd->env, 1000, 2000);
}

static void register_first(struct crowd *crowd)
{
    assert_int_equal(sel4rpc_server_register(&crowd->env, crowd->clients[0].badge, &some, NULL), 0);
}

/* Returns the kernel calls of a grant of one I/O port, with the client's Call and the server's receive. */
static unsigned long grant_entries(struct crowd *crowd, unsigned n)
{
    unsigned long before = fixture_entries();
    uint64_t cookie;

    assert_int_equal(sel4rpc_get_ioports(crowd_be(crowd, 0), n, n, client_slot(n), &cookie), 0);
    crowd_be_server();
    return fixture_entries() - before;
}

static int ask(struct crowd *crowd, seL4_Word type, seL4_Word bits, unsigned slot, sel4rpc_memory_t *memory)
{
    int error = sel4rpc_alloc_memory(crowd_be(crowd, 0), type, bits, client_slot(slot), memory);

    crowd_be_server();
    return error;
}

static void a_grant_takes_the_same_few_kernel_calls_whatever_is_held(void **state)
{
    struct crowd *crowd = *state;

    register_first(crowd);
    for (unsigned i = 0; i < 90; i++) {
        assert_in_range(grant_entries(crowd, i), 1, CALLS_PER_GRANT + 2);
    }
}

static void a_step_of_a_release_takes_a_few_kernel_calls_for_each_lease(void **state)
{
    struct crowd *crowd = *state;
    bool more = true;

    register_first(crowd);
    for (unsigned i = 0; i < 60; i++) {
        (void)grant_entries(crowd, i);
    }
    for (uint32_t most = 1; more; most *= 2) {
        unsigned long before = fixture_entries();
        assert_int_equal(sel4rpc_server_release_some(&crowd->env, crowd->clients[0].badge, most, &more), 0);
        assert_in_range(fixture_entries() - before, 1, most * CALLS_PER_LEASE);
    }
}

static void a_step_of_a_dismissal_takes_a_few_kernel_calls_more(void **state)
{
    struct crowd *crowd = *state;
    cspacepath_t endpoint, copy;
    seL4_Word badge;
    bool more = true;

    vka_cspace_make_path(fixture_vka(), crowd->endpoint.cptr, &endpoint);
    assert_int_equal(sel4rpc_server_admit(&crowd->env, &endpoint, &some, &badge, &copy, NULL), 0);
    seL4_CPtr own = sel4utils_copy_path_to_process(fixture_process(crowd->clients[0].thread), copy);
    assert_int_equal(sel4rpc_client_init(&crowd->clients[0].rpc, own), 0);
    for (unsigned i = 0; i < 20; i++) {
        (void)grant_entries(crowd, i);
    }
    while (more) {
        unsigned long before = fixture_entries();
        assert_int_equal(sel4rpc_server_dismiss(&crowd->env, badge, 4, &more), 0);
        assert_in_range(fixture_entries() - before, 0, 4 * CALLS_PER_LEASE + CALLS_PER_DISMISSAL);
    }
}

/* However many copies: the kernel deletes them within one call. */
static void copies_take_no_kernel_call_of_the_server(void **state)
{
    struct crowd *crowd = *state;
    sel4rpc_slot_t from = client_slot(0);
    sel4rpc_memory_t memory;

    register_first(crowd);
    assert_int_equal(ask(crowd, seL4_ARCH_4KPage, seL4_PageBits, 0, &memory), 0);
    crowd_be(crowd, 0);
    for (unsigned i = 1; i <= 90; i++) {
        sel4rpc_slot_t to = client_slot(i);
        assert_int_equal(seL4_CNode_Copy(to.root, to.index, (seL4_Uint8)to.depth, from.root, from.index,
                                         (seL4_Uint8)from.depth, seL4_AllRights),
                         0);
    }
    crowd_be_server();
    unsigned long copies = fixture_get_balance().census.capabilities;
    unsigned long before = fixture_entries();
    assert_int_equal(sel4rpc_server_release(&crowd->env, crowd->clients[0].badge, memory.cookie), 0);
    assert_in_range(fixture_entries() - before, 1, CALLS_PER_LEASE + 8);
    assert_in_range(copies - fixture_get_balance().census.capabilities, 92, 100); /* and the vka's untypeds */
}

/* What the kernel clears for one request. */
static void no_object_is_larger_than_the_limit(void **state)
{
    struct crowd *crowd = *state;
    AccountMessage account;
    sel4rpc_memory_t memory;

    register_first(crowd);
    assert_int_equal(ask(crowd, seL4_UntypedObject, 17, 0, &memory), seL4_NotEnoughMemory);
    assert_int_equal(ask(crowd, seL4_CapTableObject, 17 - seL4_SlotBits, 0, &memory), seL4_NotEnoughMemory);
    assert_int_equal(ask(crowd, seL4_UntypedObject, 16, 0, &memory), 0);
    assert_int_equal(sel4rpc_get_account(crowd_be(crowd, 0), &account), 0);
    crowd_be_server();
    assert_int_equal(account.object_limit, 1 << 16);
}

/* The vka merges what is free; the object that the kernel then clears is still the one that was asked for. */
static void a_small_request_after_everything_was_freed_makes_a_small_object(void **state)
{
    struct crowd *crowd = *state;
    struct fixture_balance before = fixture_get_balance();
    sel4rpc_memory_t memory;

    register_first(crowd);
    for (unsigned i = 0; i < 60; i++) {
        assert_int_equal(ask(crowd, seL4_UntypedObject, 16, i, &memory), 0);
    }
    assert_int_equal(sel4rpc_server_release_client(&crowd->env, crowd->clients[0].badge), 0);
    assert_int_equal(fixture_get_balance().census.objects[ABI_OBJECT_UNTYPED],
                     before.census.objects[ABI_OBJECT_UNTYPED]);
    unsigned long entries = fixture_entries();
    assert_int_equal(ask(crowd, seL4_ARCH_4KPage, seL4_PageBits, 0, &memory), 0);
    assert_in_range(fixture_entries() - entries, 1, CALLS_PER_GRANT + 2 + 64); /* the vka halves untypeds */
}

#define MANY 10000

static unsigned long comparisons;

size_t __real_srpc_arch_same_numbers(LeaseKind kind, const sel4rpc_range_t *range, LeaseKind other,
                                     sel4rpc_range_t *same);
size_t __wrap_srpc_arch_same_numbers(LeaseKind kind, const sel4rpc_range_t *range, LeaseKind other,
                                     sel4rpc_range_t *same);

size_t __wrap_srpc_arch_same_numbers(LeaseKind kind, const sel4rpc_range_t *range, LeaseKind other,
                                     sel4rpc_range_t *same)
{
    comparisons++;
    return __real_srpc_arch_same_numbers(kind, range, other, same);
}

static void register_many(struct crowd *crowd, seL4_Word first)
{
    static const sel4rpc_range_t port = {0x60, 0x60};
    const sel4rpc_limits_t limits = {.leases = 1, .ports = {.ranges = &port, .count = 1}};

    comparisons = 0;
    for (seL4_Word i = 0; i < MANY; i++) {
        assert_int_equal(sel4rpc_server_register(&crowd->env, first + i, &limits, NULL), 0);
    }
}

/* A client is compared only with those that have something exclusive. */
static void many_clients_register_in_linear_time(void **state)
{
    static const sel4rpc_range_t line = {9, 9};
    struct crowd *crowd = *state;
    const sel4rpc_limits_t exclusive = {.irqs = {.ranges = &line, .count = 1, .exclusive = true}};

    register_many(crowd, 10000);
    assert_int_equal(comparisons, 0);
    for (seL4_Word i = 0; i < MANY; i++) {
        assert_int_equal(sel4rpc_server_unregister(&crowd->env, 10000 + i), 0);
    }
    assert_int_equal(sel4rpc_server_register(&crowd->env, 9999, &exclusive, NULL), 0);
    register_many(crowd, 10000);
    assert_in_range(comparisons, MANY, 8 * MANY);
    for (seL4_Word i = 0; i <= MANY; i++) {
        assert_int_equal(sel4rpc_server_unregister(&crowd->env, 9999 + i), 0);
    }
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, crowd_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_grant_takes_the_same_few_kernel_calls_whatever_is_held),
        TEST(a_step_of_a_release_takes_a_few_kernel_calls_for_each_lease),
        TEST(a_step_of_a_dismissal_takes_a_few_kernel_calls_more),
        TEST(copies_take_no_kernel_call_of_the_server),
        TEST(no_object_is_larger_than_the_limit),
        TEST(a_small_request_after_everything_was_freed_makes_a_small_object),
        TEST(many_clients_register_in_linear_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
