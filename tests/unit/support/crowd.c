/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server and several clients on the hosted kernel.
 */
#include "support/own_reply.h"
#include "support/is_valid.h"
#include "crowd.h"

#include "pair.h"
#include "test.h"

#include <sel4utils/api.h>
#include <stdlib.h>

#define FIRST_BADGE 101

void crowd_serve(void *argument)
{
    struct crowd *crowd = argument;
    seL4_Word badge;
    seL4_MessageInfo_t info = api_recv(crowd->endpoint.cptr, &badge, 0);

    if (!sel4rpc_server_handle(&crowd->env, badge, info)) {
        api_reply(0, seL4_MessageInfo_new(CROWD_NO_REQUEST, 0, 0, 0));
    }
}

void crowd_start(struct crowd *crowd, unsigned n)
{
    struct crowd_client *client = &crowd->clients[n];

    client->badge = FIRST_BADGE + n;
    client->thread = fixture_client_new("client");
    seL4_CPtr ep = fixture_give_endpoint(client->thread, &crowd->endpoint, client->badge);
    assert_int_equal(sel4rpc_client_init(&client->rpc, ep), 0);
}

void crowd_crash(struct crowd *crowd, unsigned n)
{
    fixture_end_thread(crowd->clients[n].thread, ABI_EXCEPTION_EXIT, 1);
}

void crowd_destroy(struct crowd *crowd, unsigned n)
{
    fixture_client_destroy(crowd->clients[n].thread);
    crowd->clients[n].thread = NULL;
}

int crowd_set_up(void **state)
{
    void *fixture_state = NULL;
    struct crowd *crowd = calloc(1, sizeof(*crowd));

    assert_non_null(crowd);
    assert_int_equal(fixture_set_up(&fixture_state), 0);
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &crowd->endpoint), 0);
    crowd->empty = fixture_get_balance();
    for (unsigned n = 0; n < CROWD_CLIENTS; n++) {
        crowd_start(crowd, n);
    }
    assert_int_equal(
        sel4rpc_server_init(&crowd->env, fixture_vka(), NULL, NULL, &own_reply, fixture_simple()), 0);
    fixture_set_server(fixture_root(), crowd_serve, crowd);
    crowd->before = fixture_get_balance();
    *state = crowd;
    return 0;
}

static void assert_no_lease_is_held(struct crowd *crowd)
{
    sel4rpc_statistics_t statistics;

    sel4rpc_server_get_statistics(&crowd->env, &statistics);
    assert_int_equal(statistics.held, 0);
    assert_int_equal(statistics.granted, statistics.released);
    crowd_assert_valid(crowd);
}

int crowd_tear_down(void **state)
{
    struct crowd *crowd = *state;
    void *fixture_state = NULL;

    crowd_be_server();
    sel4rpc_server_clean_up(&crowd->env);
    for (unsigned n = 0; n < CROWD_CLIENTS; n++) {
        (void)sel4rpc_server_unregister(&crowd->env, crowd->clients[n].badge);
        crowd_be(crowd, n);
        for (unsigned slot = 0; slot < CROWD_SLOTS; slot++) {
            client_delete(slot);
        }
    }
    crowd_be_server();
    assert_no_lease_is_held(crowd);
    fixture_set_server(NULL, NULL, NULL);
    for (unsigned n = 0; n < CROWD_CLIENTS; n++) {
        crowd_destroy(crowd, n);
    }
    fixture_assert_balance(&crowd->empty);
    vka_free_object(fixture_vka(), &crowd->endpoint);
    free(crowd);
    return fixture_tear_down(&fixture_state);
}

sel4rpc_client_t *crowd_be(struct crowd *crowd, unsigned n)
{
    fixture_switch(crowd->clients[n].thread);
    return &crowd->clients[n].rpc;
}

void crowd_be_server(void)
{
    fixture_switch(fixture_root());
}

void crowd_assert_valid(struct crowd *crowd)
{
    const char *wrong = kernel_check(fixture_kernel());

    if (wrong != NULL) {
        fail_msg("the kernel's state: %s", wrong);
    }
    assert_true(server_is_valid(&crowd->env, true));
}

void crowd_assert_nothing_is_held(struct crowd *crowd)
{
    assert_no_lease_is_held(crowd);
    fixture_assert_balance(&crowd->before);
}
