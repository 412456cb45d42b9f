/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Grants that cannot arrive, on the hosted kernel: the call fails, the server holds nothing, and the client's
 * slots and receive path are unchanged.
 */
#include "support/own_reply.h"
#include "kinds.h"
#include "support/pair.h"
#include "support/request.h"
#include "support/test.h"

#include <sel4utils/api.h>
#include <vspace/arch/page.h>

#define FRAME seL4_ARCH_4KPage, seL4_PageBits

/* The calls that want a capability, one of each kind. */
static int get_memory(struct pair *pair, sel4rpc_slot_t slot)
{
    sel4rpc_memory_t memory;

    return sel4rpc_alloc_memory(&pair->client, FRAME, slot, &memory);
}

static int get_irq(struct pair *pair, sel4rpc_slot_t slot)
{
    return sel4rpc_get_irq(&pair->client, SAMPLE_IRQ, slot, NULL);
}

static int get_other(struct pair *pair, sel4rpc_slot_t slot)
{
    static const struct request others[] = {OTHER_REQUESTS};
    struct grant_result grant;

    return request_ask(&pair->client, &others[COUNT_OF(others) - 1], slot, &grant);
}

static int (*const kinds[])(struct pair *pair, sel4rpc_slot_t slot) = {get_memory, get_irq, get_other};

static void occupied_slot_keeps_what_is_in_it_and_the_server_holds_nothing(void **state)
{
    struct pair *pair = *state;
    sel4rpc_slot_t slot = client_slot(0);

    assert_int_equal(seL4_CNode_Copy(slot.root, slot.index, (seL4_Uint8)slot.depth, slot.root,
                                     SEL4UTILS_TCB_SLOT, seL4_WordBits, seL4_AllRights),
                     0);
    seL4_Uint32 before = seL4_DebugCapIdentify(slot.index);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        assert_int_equal(kinds[i](pair, slot), SEL4RPC_NO_CAPABILITY);
        assert_int_equal(seL4_DebugCapIdentify(slot.index), before);
    }
    client_delete(0);
    assert_nothing_is_held(pair);
}

static void path_that_leads_nowhere_fails_and_the_server_holds_nothing(void **state)
{
    struct pair *pair = *state;
    const seL4_CPtr slot = client_slot(0).index;
    const sel4rpc_slot_t paths[] = {{SEL4UTILS_TCB_SLOT, slot, seL4_WordBits},   /* no CNode */
                                    {client_slot(1).index, slot, seL4_WordBits}, /* an empty slot */
                                    {SEL4UTILS_CNODE_SLOT, slot, 1},             /* too few bits */
                                    {SEL4UTILS_CNODE_SLOT, ~(seL4_Word)0, seL4_WordBits}};

    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        for (size_t j = 0; j < COUNT_OF(kinds); j++) {
            assert_int_equal(kinds[j](pair, paths[i]), SEL4RPC_NO_CAPABILITY);
            assert_nothing_is_held(pair);
        }
    }
}

static void check_of_a_slot_tells_why_nothing_arrives(void **state)
{
    const seL4_CPtr index = client_slot(0).index;
    const struct {
        sel4rpc_slot_t slot;
        int found;
    } cases[] = {
        {client_slot(0), 0},
        {{SEL4UTILS_CNODE_SLOT, SEL4UTILS_TCB_SLOT, seL4_WordBits}, seL4_DeleteFirst},
        {{SEL4UTILS_CNODE_SLOT, index, 1}, seL4_FailedLookup},
        {{SEL4UTILS_CNODE_SLOT, ~(seL4_Word)0, seL4_WordBits}, seL4_FailedLookup},
        {{SEL4UTILS_CNODE_SLOT, index, 0}, seL4_RangeError},
        {{SEL4UTILS_CNODE_SLOT, index, 256 + seL4_WordBits}, seL4_RangeError},
        {{SEL4UTILS_TCB_SLOT, index, seL4_WordBits}, seL4_IllegalOperation},
        {{client_slot(1).index, index, seL4_WordBits}, seL4_InvalidCapability},
        {{0, index, seL4_WordBits}, SEL4RPC_BAD_ARGUMENT},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(sel4rpc_check_slot(cases[i].slot), cases[i].found);
    }
    assert_int_equal(get_memory(*state, client_slot(0)), 0);
    assert_int_equal(sel4rpc_check_slot(client_slot(0)), seL4_DeleteFirst);
}

static void slot_is_good_again_after_a_call_that_failed(void **state)
{
    struct pair *pair = *state;
    const sel4rpc_slot_t nowhere = {SEL4UTILS_CNODE_SLOT, client_slot(0).index, 1};

    for (unsigned i = 0; i < COUNT_OF(kinds); i++) {
        assert_int_equal(kinds[i](pair, nowhere), SEL4RPC_NO_CAPABILITY);
        assert_int_equal(kinds[i](pair, client_slot(i)), 0);
        assert_true(client_slot_is_full(i));
    }
}

static void receive_path_is_as_before_after_every_outcome(void **state)
{
    struct pair *pair = *state;
    const sel4rpc_slot_t slots[] = {client_slot(0),
                                    client_slot(0), /* now occupied */
                                    {SEL4UTILS_CNODE_SLOT, 0, 1}};
    seL4_CPtr root;
    seL4_CPtr index;
    seL4_Word depth;

    seL4_SetCapReceivePath(SEL4UTILS_CNODE_SLOT, client_slot(50).index, seL4_WordBits);
    for (size_t i = 0; i < COUNT_OF(slots); i++) {
        (void)get_memory(pair, slots[i]);
        seL4_GetCapReceivePath(&root, &index, &depth);
        assert_int_equal(root, SEL4UTILS_CNODE_SLOT);
        assert_int_equal(index, client_slot(50).index);
        assert_int_equal(depth, seL4_WordBits);
    }
    assert_false(client_slot_is_full(50));
}

/* A grant without a slot must not use what is left in the thread's receive path. */
static void request_without_a_slot_does_not_fill_the_receive_path(void **state)
{
    struct pair *pair = *state;
    RpcMessage message = {.which_msg = RpcMessage_memory_tag,
                          .msg.memory = {.address = 1, .size_bits = 12, .type = seL4_ARCH_4KPage}};

    seL4_SetCapReceivePath(SEL4UTILS_CNODE_SLOT, client_slot(50).index, seL4_WordBits);
    assert_int_equal(sel4rpc_call(&pair->client, &message, 0, 0, 0), SEL4RPC_NO_CAPABILITY);
    assert_false(client_slot_is_full(50));
    seL4_SetCapReceivePath(0, 0, 0);
}

static void endpoint_that_is_none_is_not_a_server(void **state)
{
    struct pair *pair = *state;
    const seL4_CPtr no_endpoints[] = {0, client_slot(0).index, SEL4UTILS_TCB_SLOT, SEL4UTILS_CNODE_SLOT};

    for (size_t i = 0; i < COUNT_OF(no_endpoints); i++) {
        pair->client.server_ep = no_endpoints[i];
        RpcMessage message = {.which_msg = RpcMessage_memory_tag,
                              .msg.memory = {.address = 1, .size_bits = 12, .type = seL4_ARCH_4KPage}};
        assert_int_equal(sel4rpc_call(&pair->client, &message, 0, 0, 0), SEL4RPC_NOT_A_SERVER);
        assert_in_range(message.msg.ret.errorCode, 1, seL4_NotEnoughMemory);
    }
    assert_int_equal(pair->served, 0);
    assert_nothing_is_held(pair);
}

static void endpoint_with_write_and_grant_reply_rights_suffices(void **state)
{
    struct pair *pair = *state;
    sel4rpc_slot_t slot = client_slot(60);

    assert_int_equal(seL4_CNode_Copy(slot.root, slot.index, (seL4_Uint8)slot.depth, slot.root,
                                     pair->client.server_ep, seL4_WordBits, seL4_CapRights_new(1, 0, 0, 1)),
                     0);
    pair->client.server_ep = slot.index;
    assert_int_equal(get_memory(pair, client_slot(0)), 0);
    assert_true(client_slot_is_full(0));
}

/* A handler that answers with its own capabilities. */
static int give_a_copy(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    const vka_object_t *frame = data;

    (void)request;
    seL4_SetCap(0, frame->cptr);
    return sel4rpc_server_reply(env, 1, 0, UINT64_MAX);
}

static void handlers_capability_and_cookie_arrive(void **state)
{
    struct pair *pair = *state;
    vka_object_t frame;
    sel4rpc_memory_t memory;

    fixture_switch(fixture_root());
    assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frame), 0);
    assert_int_equal(
        sel4rpc_server_init(&pair->env, fixture_vka(), give_a_copy, &frame, &own_reply, fixture_simple()), 0);
    fixture_switch(pair->client_thread);
    assert_int_equal(sel4rpc_alloc_memory(&pair->client, FRAME, client_slot(0), &memory), 0);
    assert_int_equal(memory.cookie, UINT64_MAX);
    assert_true(client_slot_is_full(0));
    client_delete(0);
    fixture_switch(fixture_root());
    vka_free_object(fixture_vka(), &frame);
    fixture_switch(pair->client_thread);
}

static int give_a_copy_with_an_error(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    const vka_object_t *frame = data;

    (void)request;
    seL4_SetCap(0, frame->cptr);
    return sel4rpc_server_reply(env, 1, seL4_RangeError, 0);
}

static void capability_that_comes_with_an_error_is_deleted(void **state)
{
    struct pair *pair = *state;
    vka_object_t frame;

    fixture_switch(fixture_root());
    assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frame), 0);
    assert_int_equal(sel4rpc_server_init(&pair->env, fixture_vka(), give_a_copy_with_an_error, &frame,
                                         &own_reply, fixture_simple()),
                     0);
    fixture_switch(pair->client_thread);
    assert_int_equal(get_memory(pair, client_slot(0)), SEL4RPC_STRAY_CAPABILITY);
    assert_false(client_slot_is_full(0));
    fixture_switch(fixture_root());
    vka_free_object(fixture_vka(), &frame);
    fixture_switch(pair->client_thread);
}

/* The server's loop as it used to be written: checks the magic number, calls recv. */
static void serve_by_magic(void *argument)
{
    struct pair *pair = argument;
    seL4_Word badge;

    (void)api_recv(pair->endpoint.cptr, &badge, 0);
    assert_int_equal(seL4_GetMR(0), SEL4RPC_MSG_MAGIC);
    assert_int_equal(sel4rpc_server_recv(&pair->env), 0);
}

static void loop_with_recv_grants_and_frees(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    fixture_set_server(fixture_root(), serve_by_magic, pair);
    assert_int_equal(
        sel4rpc_alloc_memory_at(&pair->client, 0x10440000, seL4_UntypedObject, 12, client_slot(0), &memory),
        0);
    assert_true(client_slot_is_full(0));
    assert_int_equal(sel4rpc_free_memory(&pair->client, &memory), 0);
    assert_nothing_is_held(pair);
}

/* The client is gone with its copies; the server still knows what it granted. */
static void memory_of_a_client_that_is_gone_is_taken_back(void **state)
{
    struct pair *pair = *state;
    sel4rpc_statistics_t statistics;

    assert_int_equal(get_memory(pair, client_slot(0)), 0);
    assert_int_equal(get_irq(pair, client_slot(1)), 0);
    assert_int_equal(get_other(pair, client_slot(2)), 0);
    fixture_switch(fixture_root());
    fixture_client_destroy(pair->client_thread);
    sel4rpc_server_get_statistics(&pair->env, &statistics);
    assert_int_equal(statistics.held, 1);
    assert_int_equal(fixture_get_balance().census.irq_handlers, pair->before.census.irq_handlers);
    assert_int_equal(fixture_get_balance().census.io_ports, pair->before.census.io_ports);
    sel4rpc_server_clean_up(&pair->env);

    /* The tear-down expects a client. */
    pair->client_thread = fixture_client_new("client");
    (void)fixture_give_endpoint(pair->client_thread, &pair->endpoint, 77);
    assert_nothing_is_held(pair);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, pair_set_up, pair_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(occupied_slot_keeps_what_is_in_it_and_the_server_holds_nothing),
        TEST(path_that_leads_nowhere_fails_and_the_server_holds_nothing),
        TEST(check_of_a_slot_tells_why_nothing_arrives),
        TEST(slot_is_good_again_after_a_call_that_failed),
        TEST(receive_path_is_as_before_after_every_outcome),
        TEST(request_without_a_slot_does_not_fill_the_receive_path),
        TEST(endpoint_that_is_none_is_not_a_server),
        TEST(endpoint_with_write_and_grant_reply_rights_suffices),
        TEST(handlers_capability_and_cookie_arrive),
        TEST(capability_that_comes_with_an_error_is_deleted),
        TEST(loop_with_recv_grants_and_frees),
        TEST(memory_of_a_client_that_is_gone_is_taken_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
