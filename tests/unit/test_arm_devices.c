/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Arm's and RISC-V's interrupts with a trigger, in the child's simple_t and in the server. These files need
 * nothing else that depends on the architecture.
 */
#include "arch/arch.h"
#include "server/resource.h"
#include "support/scripted_server.h"
#include "support/test.h"

#include <sel4rpc/simple.h>

#define IRQ 33
#define EDGE 1

static struct {
    sel4rpc_simple_t state;
    sel4rpc_simple_record_t record;
    simple_t simple;
} child;

static int set_up(void **state)
{
    (void)scripted_server_set_up(state);
    assert_int_equal(sel4rpc_simple_init(&child.state, *state, &child.record, 1), 0);
    sel4rpc_simple_make(&child.state, &child.simple);
    return 0;
}

static cspacepath_t path(void)
{
    return (cspacepath_t){
        .root = CLIENT_SLOT.root, .capPtr = CLIENT_SLOT.index, .capDepth = CLIENT_SLOT.depth};
}

static void simple_asks_the_parent_for_a_trigger(void **state)
{
    const RpcMessage *request = &scripted_server.requests[0];
    const sel4rpc_slot_t *wanted = &scripted_server.paths[0];

    (void)state;
    server_replies(server_answer(0, 0, 1));
    assert_int_equal(arch_simple_get_IRQ_trigger(&child.simple.arch_simple, IRQ, EDGE, path()), 0);
    assert_int_equal(request->which_msg, RpcMessage_irq_tag);
    assert_int_equal(request->msg.irq.which_type, IrqAllocMessage_simple_tag);
    assert_true(request->msg.irq.type.simple.setTrigger);
    assert_int_equal(request->msg.irq.type.simple.irq, IRQ);
    assert_int_equal(request->msg.irq.type.simple.trigger, EDGE);
    assert_int_equal(wanted->root, CLIENT_SLOT.root);
    assert_int_equal(wanted->index, CLIENT_SLOT.index);
    assert_int_equal(wanted->depth, CLIENT_SLOT.depth);
}

static void simple_asks_the_parent_for_a_core(void **state)
{
    (void)state;
    server_replies(server_answer(0, 0, 1));
    assert_int_equal(arch_simple_get_IRQ_trigger_cpu(&child.simple.arch_simple, IRQ, EDGE, 3, path()), 0);
    assert_true(scripted_server.requests[0].msg.irq.type.simple.setTrigger);
    assert_int_equal(scripted_server.requests[0].msg.irq.type.simple.target, 3);
}

static void simple_refuses_a_core_below_the_first_and_asks_nobody(void **state)
{
    (void)state;
    assert_int_equal(arch_simple_get_IRQ_trigger_cpu(&child.simple.arch_simple, IRQ, EDGE, -1, path()),
                     seL4_RangeError);
    assert_int_equal(scripted_server.requests[0].which_msg, 0);
}

static struct {
    int irq;
    int trigger;
    int core;
    sel4rpc_slot_t slot;
} asked;

static seL4_Error note_trigger(void *data, int irq, int trigger, int core, seL4_CNode root, seL4_Word index,
                               uint8_t depth)
{
    (void)data;
    asked.irq = irq;
    asked.trigger = trigger;
    asked.core = core;
    asked.slot = (sel4rpc_slot_t){root, index, depth};
    return seL4_RevokeFirst;
}

static IrqAllocMessage request_of(uint64_t target)
{
    return (IrqAllocMessage){
        .which_type = IrqAllocMessage_simple_tag,
        .type.simple = {.setTrigger = true, .irq = IRQ, .trigger = EDGE, .target = target},
    };
}

static void server_asks_its_simple_for_a_trigger_on_each_core(void **state)
{
    simple_t simple = {.arch_simple = {.irq_trigger = note_trigger}};

    (void)state;
    for (int core = 0; core < (int)srpc_target_cores; core++) {
        IrqAllocMessage request = request_of((uint64_t)core);
        assert_int_equal(srpc_arch_irq_check(&request, &simple), 0);
        assert_int_equal(srpc_arch_irq_obtain(&request, &simple, path()), seL4_RevokeFirst);
        assert_int_equal(asked.irq, IRQ);
        assert_int_equal(asked.trigger, EDGE);
        assert_int_equal(asked.core, core);
        assert_int_equal(asked.slot.index, CLIENT_SLOT.index);
    }
}

static void server_refuses_a_core_that_there_is_not(void **state)
{
    const simple_t simple = {.arch_simple = {.irq_trigger = note_trigger}};
    const uint64_t cores[] = {srpc_target_cores, 255, UINT64_C(1) << 32, UINT64_MAX};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cores); i++) {
        IrqAllocMessage request = request_of(cores[i]);
        assert_int_equal(srpc_arch_irq_check(&request, &simple),
                         srpc_target_cores > 1 ? seL4_RangeError : seL4_IllegalOperation);
    }
}

static seL4_Error describe(const IrqAllocMessage *irq, struct claim *claim)
{
    simple_t simple = {.arch_simple = {.irq_trigger = note_trigger}};
    sel4rpc_server_env_t env = {.simple = &simple};
    RpcMessage request = {.which_msg = RpcMessage_irq_tag, .msg.irq = *irq};

    return srpc_irq_resource.describe(&env, &request, claim);
}

static void server_refuses_a_core_without_a_trigger(void **state)
{
    IrqAllocMessage request = request_of(1);
    struct claim claim;

    (void)state;
    request.type.simple.setTrigger = false;
    assert_int_equal(describe(&request, &claim),
                     srpc_target_cores > 1 ? seL4_InvalidArgument : seL4_IllegalOperation);
}

static void limits_have_to_allow_every_core_but_the_first(void **state)
{
    struct claim claim;

    (void)state;
    for (uint64_t core = 0; core < srpc_target_cores; core++) {
        IrqAllocMessage request = request_of(core);
        assert_int_equal(describe(&request, &claim), 0);
        assert_int_equal(claim.needs, core == 0 ? LeaseKind_NONE : LeaseKind_CORE);
        assert_int_equal(claim.needed, core);
    }
}

static void server_refuses_numbers_and_triggers_out_of_range(void **state)
{
    const simple_t simple = {.arch_simple = {.irq_trigger = note_trigger}};
    IrqAllocMessage request = request_of(0);

    (void)state;
    request.type.simple.irq = ARCH_MAX_IRQ;
    assert_int_equal(srpc_arch_irq_check(&request, &simple), seL4_NoError);
    request.type.simple.irq++;
    assert_int_equal(srpc_arch_irq_check(&request, &simple), seL4_RangeError);
    request = request_of(0);
    request.type.simple.trigger = EDGE + 1;
    assert_int_equal(srpc_arch_irq_check(&request, &simple), seL4_RangeError);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, scripted_server_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(simple_asks_the_parent_for_a_trigger),
        TEST(simple_asks_the_parent_for_a_core),
        TEST(simple_refuses_a_core_below_the_first_and_asks_nobody),
        TEST(server_asks_its_simple_for_a_trigger_on_each_core),
        TEST(server_refuses_a_core_that_there_is_not),
        TEST(server_refuses_a_core_without_a_trigger),
        TEST(limits_have_to_allow_every_core_but_the_first),
        TEST(server_refuses_numbers_and_triggers_out_of_range),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
