/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Thousands of grants and releases on the hosted kernel: whatever ends a lease, it leaves no slot, byte,
 * object or record behind.
 */
#include "support/crowd.h"
#include "support/pair.h"
#include "support/request.h"
#include "support/test.h"
#include "support/unlimited.h"

#ifndef CYCLES
#define CYCLES 10000
#endif

static void free_by_client(struct crowd *crowd, const struct request *request, uint64_t cookie)
{
    sel4rpc_memory_t memory = {.type = request->type, .size_bits = request->size_bits, .cookie = cookie};
    sel4rpc_client_t *rpc = &crowd->clients[0].rpc;

    assert_int_equal(request->kind == LeaseKind_MEMORY ? sel4rpc_free_memory(rpc, &memory)
                                                       : sel4rpc_release(rpc, cookie),
                     0);
}

static void release_by_client(struct crowd *crowd, const struct request *request, uint64_t cookie)
{
    (void)request;
    assert_int_equal(sel4rpc_release(&crowd->clients[0].rpc, cookie), 0);
}

static void release_by_server(struct crowd *crowd, const struct request *request, uint64_t cookie)
{
    (void)request;
    crowd_be_server();
    assert_int_equal(sel4rpc_server_release(&crowd->env, crowd->clients[0].badge, cookie), 0);
}

static void release_client(struct crowd *crowd, const struct request *request, uint64_t cookie)
{
    (void)request;
    (void)cookie;
    crowd_be_server();
    assert_int_equal(sel4rpc_server_release_client(&crowd->env, crowd->clients[0].badge), 0);
}

static void (*const ends[])(struct crowd *crowd, const struct request *request, uint64_t cookie) = {
    free_by_client, release_by_client, release_by_server, release_client};

static void every_kind_of_lease_leaves_nothing_after_thousands_of_cycles(void **state)
{
    struct crowd *crowd = *state;
    struct grant_result grant;

    assert_int_equal(sel4rpc_server_register(&crowd->env, crowd->clients[0].badge, &unlimited, NULL), 0);
    for (size_t i = 0; i < REQUEST_COUNT; i++) {
        for (unsigned cycle = 0; cycle < CYCLES; cycle++) {
            sel4rpc_client_t *rpc = crowd_be(crowd, 0);
            assert_int_equal(request_ask(rpc, &requests[i], client_slot(0), &grant), 0);
            ends[cycle % COUNT_OF(ends)](crowd, &requests[i], grant.cookie);
        }
        crowd_assert_nothing_is_held(crowd);
    }
}

/* All kinds at once, by three clients in turn, as far as they do not exclude each other. */
static void everything_at_once_leaves_nothing_after_thousands_of_cycles(void **state)
{
    struct crowd *crowd = *state;
    struct grant_result grant;

    for (unsigned n = 0; n < CROWD_CLIENTS; n++) {
        assert_int_equal(sel4rpc_server_register(&crowd->env, crowd->clients[n].badge, &unlimited, NULL), 0);
    }
    for (unsigned cycle = 0; cycle < CYCLES / REQUEST_COUNT; cycle++) {
        unsigned n = cycle % CROWD_CLIENTS;
        sel4rpc_client_t *rpc = crowd_be(crowd, n);
        for (unsigned i = 0; i < REQUEST_COUNT; i++) {
            assert_int_equal(request_ask(rpc, &requests[i], client_slot(i), &grant), 0);
        }
        crowd_be_server();
        assert_int_equal(sel4rpc_server_release_client(&crowd->env, crowd->clients[n].badge), 0);
        assert_int_equal(sel4rpc_server_release_client(&crowd->env, crowd->clients[n].badge), 0);
    }
    crowd_assert_nothing_is_held(crowd);
}

/* The client keeps what was handed over, and frees it by deleting it. */
static void clients_that_are_not_registered_leave_nothing_either(void **state)
{
    struct crowd *crowd = *state;
    sel4rpc_client_t *rpc = crowd_be(crowd, 0);
    struct grant_result grant;

    for (size_t i = 0; i < REQUEST_COUNT; i++) {
        for (unsigned cycle = 0; cycle < CYCLES / 10; cycle++) {
            assert_int_equal(request_ask(rpc, &requests[i], client_slot(0), &grant), 0);
            if (grant.cookie != 0) {
                release_by_client(crowd, &requests[i], grant.cookie);
            } else {
                client_delete(0);
            }
        }
        crowd_assert_nothing_is_held(crowd);
    }
}

/* The table of clients and their leases is freed with the last client. */
static void registered_clients_come_and_go_thousands_of_times(void **state)
{
    struct crowd *crowd = *state;
    struct grant_result grant;

    for (unsigned cycle = 0; cycle < CYCLES; cycle++) {
        unsigned n = cycle % CROWD_CLIENTS;
        crowd_be_server();
        assert_int_equal(sel4rpc_server_register(&crowd->env, crowd->clients[n].badge, &unlimited, NULL), 0);
        sel4rpc_client_t *rpc = crowd_be(crowd, n);
        assert_int_equal(request_ask(rpc, &requests[cycle % REQUEST_COUNT], client_slot(0), &grant), 0);
        crowd_be_server();
        assert_int_equal(sel4rpc_server_unregister(&crowd->env, crowd->clients[n].badge), 0);
    }
    crowd_assert_nothing_is_held(crowd);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, crowd_set_up, crowd_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_kind_of_lease_leaves_nothing_after_thousands_of_cycles),
        TEST(everything_at_once_leaves_nothing_after_thousands_of_cycles),
        TEST(clients_that_are_not_registered_leave_nothing_either),
        TEST(registered_clients_come_and_go_thousands_of_times),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
