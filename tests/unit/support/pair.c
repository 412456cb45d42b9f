/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server and its client on the hosted kernel.
 */
#include "support/own_reply.h"
#include "pair.h"

#include "test.h"

#include <sel4utils/api.h>
#include <stdlib.h>
#include <vspace/arch/page.h>

#define FIRST_SLOT 64
#define SLOT_COUNT 100

void pair_serve(void *argument)
{
    struct pair *pair = argument;
    seL4_Word badge;
    seL4_MessageInfo_t info = api_recv(pair->endpoint.cptr, &badge, 0);

    pair->served++;
    assert_int_equal(badge, PAIR_BADGE);
    assert_true(sel4rpc_server_handle(&pair->env, badge, info));
}

int pair_set_up(void **state)
{
    void *fixture_state = NULL;
    struct pair *pair = calloc(1, sizeof(*pair));

    assert_non_null(pair);
    assert_int_equal(fixture_set_up(&fixture_state), 0);
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &pair->endpoint), 0);
    pair->client_thread = fixture_client_new("client");
    seL4_CPtr ep = fixture_give_endpoint(pair->client_thread, &pair->endpoint, PAIR_BADGE);
    assert_int_equal(sel4rpc_server_init(&pair->env, fixture_vka(), NULL, NULL, &own_reply, fixture_simple()),
                     0);
    fixture_set_server(fixture_root(), pair_serve, pair);
    assert_int_equal(sel4rpc_client_init(&pair->client, ep), 0);
    fixture_switch(pair->client_thread);
    pair->before = fixture_get_balance();
    *state = pair;
    return 0;
}

int pair_tear_down(void **state)
{
    struct pair *pair = *state;
    void *fixture_state = NULL;

    fixture_switch(fixture_root());
    sel4rpc_server_clean_up(&pair->env);
    fixture_switch(pair->client_thread);
    for (unsigned i = 0; i < SLOT_COUNT; i++) {
        client_delete(i);
    }
    fixture_switch(fixture_root());
    assert_nothing_is_held(pair);
    fixture_set_server(NULL, NULL, NULL);
    fixture_client_destroy(pair->client_thread);
    vka_free_object(fixture_vka(), &pair->endpoint);
    free(pair);
    return fixture_tear_down(&fixture_state);
}

sel4rpc_slot_t client_slot(unsigned n)
{
    assert_true(n < SLOT_COUNT);
    return (sel4rpc_slot_t){SEL4UTILS_CNODE_SLOT, FIRST_SLOT + n, seL4_WordBits};
}

void client_delete(unsigned n)
{
    sel4rpc_slot_t slot = client_slot(n);

    assert_int_equal(seL4_CNode_Delete(slot.root, slot.index, (seL4_Uint8)slot.depth), 0);
}

bool client_slot_is_full(unsigned n)
{
    return seL4_DebugCapIdentify(client_slot(n).index) != 0;
}

seL4_Word client_frame_paddr(unsigned n)
{
    seL4_ARCH_Page_GetAddress_t result = seL4_ARCH_Page_GetAddress(client_slot(n).index);

    assert_int_equal(result.error, 0);
    return result.paddr;
}

void assert_nothing_is_held(struct pair *pair)
{
    sel4rpc_statistics_t statistics;

    sel4rpc_server_get_statistics(&pair->env, &statistics);
    assert_int_equal(statistics.held, 0);
    fixture_assert_balance(&pair->before);
}
