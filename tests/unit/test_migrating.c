/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The samples of docs/migrating.md: what programs of the older library of this name do, what they may do now,
 * and that both do the same. On the hosted kernel.
 */
#include "support/own_reply.h"
#include "kinds.h"
#include "support/pair.h"
#include "support/test.h"

#include <sel4utils/api.h>
#include <vspace/arch/page.h>

/* ---- Memory. */

static int old_ask_for_frame(sel4rpc_client_t *client, cspacepath_t path, uint64_t *cookie)
{
    RpcMessage msg = {
        .which_msg = RpcMessage_memory_tag,
        .msg.memory = {.address = VKA_NO_PADDR, .size_bits = seL4_PageBits, .type = seL4_ARCH_4KPage}};
    int ret = sel4rpc_call(client, &msg, path.root, path.capPtr, path.capDepth);

    *cookie = msg.msg.ret.cookie;
    return ret != 0 ? ret : (int)msg.msg.ret.errorCode;
}

static int old_free_frame(sel4rpc_client_t *client, uint64_t cookie)
{
    RpcMessage msg = {
        .which_msg = RpcMessage_memory_tag,
        .msg.memory = {
            .address = cookie, .size_bits = seL4_PageBits, .type = seL4_ARCH_4KPage, .action = Action_FREE}};
    int ret = sel4rpc_call(client, &msg, 0, 0, 0);

    return ret != 0 ? ret : (int)msg.msg.ret.errorCode;
}

static int new_ask_for_frame(sel4rpc_client_t *client, sel4rpc_slot_t slot, sel4rpc_memory_t *memory)
{
    return sel4rpc_alloc_memory(client, seL4_ARCH_4KPage, seL4_PageBits, slot, memory);
}

static int new_free_frame(sel4rpc_client_t *client, const sel4rpc_memory_t *memory)
{
    return sel4rpc_free_memory(client, memory);
}

/* ---- Interrupts and ports. */

static int old_ask_for_irq(sel4rpc_client_t *client, seL4_Word irq, cspacepath_t path)
{
    RpcMessage msg = {.which_msg = RpcMessage_irq_tag,
                      .msg.irq = {.which_type = IrqAllocMessage_simple_tag, .type.simple = {.irq = irq}}};
    int ret = sel4rpc_call(client, &msg, path.root, path.capPtr, path.capDepth);

    return ret != 0 ? ret : (int)msg.msg.ret.errorCode;
}

static int new_ask_for_irq(sel4rpc_client_t *client, seL4_Word irq, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_irq(client, irq, slot, cookie);
}

static int old_ask_for_ports(sel4rpc_client_t *client, cspacepath_t path)
{
    RpcMessage msg = {.which_msg = RpcMessage_ioport_tag, .msg.ioport = {.start = 0x3f8, .end = 0x3ff}};
    int ret = sel4rpc_call(client, &msg, path.root, path.capPtr, path.capDepth);

    return ret != 0 ? ret : (int)msg.msg.ret.errorCode;
}

static int new_ask_for_ports(sel4rpc_client_t *client, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_ioports(client, 0x3f8, 0x3ff, slot, cookie);
}

/* ---- A handler that gives something of its own. */

#define OWN_ADDRESS 0x10440000

static int my_handler(sel4rpc_server_env_t *env, void *data, RpcMessage *msg)
{
    const vka_object_t *own = data;

    if (msg->which_msg != RpcMessage_memory_tag || msg->msg.memory.address != OWN_ADDRESS) {
        return sel4rpc_default_handler(env, NULL, msg);
    }
    seL4_SetCap(0, own->cptr);
    return sel4rpc_server_reply(env, 1, seL4_NoError, 0);
}

/* ---- Tests. */

static cspacepath_t path_of(sel4rpc_slot_t slot)
{
    return (cspacepath_t){.root = slot.root, .capPtr = slot.index, .capDepth = slot.depth};
}

static void old_and_new_calls_for_memory_do_the_same(void **state)
{
    struct pair *pair = *state;
    sel4rpc_client_t *client = &pair->client;
    sel4rpc_memory_t memory;
    uint64_t cookie;

    assert_int_equal(old_ask_for_frame(client, path_of(client_slot(0)), &cookie), 0);
    assert_int_equal(new_ask_for_frame(client, client_slot(1), &memory), 0);
    assert_true(client_slot_is_full(0) && client_slot_is_full(1));
    assert_int_equal(old_free_frame(client, cookie), 0);
    assert_int_equal(new_free_frame(client, &memory), 0);
    assert_false(client_slot_is_full(0) || client_slot_is_full(1));
    assert_int_equal(old_free_frame(client, cookie), seL4_InvalidCapability);
    assert_int_equal(new_free_frame(client, &memory), seL4_InvalidCapability);
}

static void old_call_frees_what_a_new_one_got(void **state)
{
    struct pair *pair = *state;
    sel4rpc_memory_t memory;

    assert_int_equal(new_ask_for_frame(&pair->client, client_slot(0), &memory), 0);
    assert_int_equal(old_free_frame(&pair->client, memory.cookie), 0);
}

static void old_and_new_calls_for_an_interrupt_do_the_same(void **state)
{
    struct pair *pair = *state;
    uint64_t cookie = 1;

    assert_int_equal(old_ask_for_irq(&pair->client, SAMPLE_IRQ, path_of(client_slot(0))), 0);
    client_delete(0); /* nobody is registered: now it is free */
    assert_int_equal(new_ask_for_irq(&pair->client, SAMPLE_IRQ, client_slot(0), &cookie), 0);
    assert_int_equal(cookie, 0);
}

/* Ports on x86, an error elsewhere. */
static void old_and_new_calls_for_ports_do_the_same(void **state)
{
    struct pair *pair = *state;
    uint64_t cookie;
    int error = old_ask_for_ports(&pair->client, path_of(client_slot(0)));

    client_delete(0);
    assert_int_equal(new_ask_for_ports(&pair->client, client_slot(0), &cookie), error);
}

static void handler_of_an_old_server_works(void **state)
{
    struct pair *pair = *state;
    sel4rpc_client_t *client = &pair->client;
    sel4rpc_memory_t memory;

    assert_int_equal(sel4rpc_server_init(&pair->env, fixture_vka(), my_handler, &pair->endpoint, &own_reply,
                                         fixture_simple()),
                     0);
    assert_int_equal(
        sel4rpc_alloc_memory_at(client, OWN_ADDRESS, seL4_UntypedObject, 12, client_slot(0), &memory), 0);
    assert_int_equal(memory.cookie, 0);
    assert_true(client_slot_is_full(0));
    assert_int_equal(new_ask_for_frame(client, client_slot(1), &memory), 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, pair_set_up, pair_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(old_and_new_calls_for_memory_do_the_same),
        TEST(old_call_frees_what_a_new_one_got),
        TEST(old_and_new_calls_for_an_interrupt_do_the_same),
        TEST(old_and_new_calls_for_ports_do_the_same),
        TEST(handler_of_an_old_server_works),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
