/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Whatever fails while a request is served, at whichever step: the answer is an error, and nothing changes.
 * Each test makes the 1st, 2nd, 3rd ... step fail until there is none left.
 */
#include "support/scripted_kernel.h"
#include "support/serving.h"
#include "support/steps.h"
#include "support/test.h"

#include <vspace/arch/page.h>

#define MANY_STEPS 100

/* Returns the number of steps that could fail. fails_with: their errors, in order. */
static unsigned fail_each_step(struct served *served, const RpcMessage *request,
                               const seL4_Error fails_with[])
{
    add_record_block(served);
    for (unsigned step = 1; step < MANY_STEPS; step++) {
        struct holdings before = holdings_of(served);
        steps_fail_at(step);
        struct answer answer = serve(served, A_CLIENT, request);
        if (!steps_have_failed()) {
            steps_reset();
            assert_int_equal(answer.error, 0);
            return step - 1;
        }
        assert_int_equal(answer.error, fails_with[step - 1]);
        assert_int_equal(answer.caps, 0);
        assert_int_equal(answer.cookie, 0);
        assert_holdings_equal(before, holdings_of(served));
    }
    fail_msg("this never ends");
    return 0;
}

static void memory_anywhere_at_each_step(void **state)
{
    RpcMessage request = allocate_anywhere(seL4_ARCH_4KPage, 12);

    assert_int_equal(
        fail_each_step(*state, &request, (const seL4_Error[]){seL4_NotEnoughMemory, seL4_NotEnoughMemory}),
        2);
}

static void device_memory_at_each_step(void **state)
{
    RpcMessage request = allocate_anywhere(seL4_ARCH_4KPage, 12);

    request.msg.memory.device = true;
    assert_int_equal(
        fail_each_step(*state, &request, (const seL4_Error[]){seL4_NotEnoughMemory, seL4_NotEnoughMemory}),
        2);
}

static void memory_at_an_address_at_each_step(void **state)
{
    RpcMessage request = allocate_at(FAKE_RAM, seL4_ARCH_4KPage, 12);

    assert_int_equal(
        fail_each_step(*state, &request, (const seL4_Error[]){seL4_NotEnoughMemory, seL4_RevokeFirst}), 2);
}

/* The block of records is the first step; it stays once it is there, so the object is the second. */
static void memory_that_needs_a_block_of_records_at_each_step(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_ARCH_4KPage, 12);
    const seL4_Error errors[] = {seL4_NotEnoughMemory, seL4_NotEnoughMemory};
    struct holdings before = holdings_of(served);
    unsigned calls = served->memory.calls;

    steps_fail_at(1);
    assert_refused(served, &request, seL4_NotEnoughMemory);
    steps_fail_at(2);
    assert_refused(served, &request, seL4_NotEnoughMemory);
    assert_int_equal(served->memory.calls, calls);
    assert_holdings_equal(before, holdings_of(served));
    assert_int_equal(fail_each_step(served, &request, errors), 2);
}

static void memory_after_a_failure_can_be_had_and_freed(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_ARCH_4KPage, 12);
    uint64_t cookies[20];

    for (size_t i = 0; i < COUNT_OF(cookies); i++) {
        steps_fail_at(1 + i % 2);
        assert_int_equal(serve(served, A_CLIENT, &request).error, seL4_NotEnoughMemory);
        steps_reset();
        cookies[i] = serve_granted(served, &request).cookie;
    }
    for (size_t i = 0; i < COUNT_OF(cookies); i++) {
        RpcMessage free_request = free_of(cookies[i], seL4_ARCH_4KPage, 12);
        (void)serve_granted(served, &free_request);
    }
}

static void free_at_each_step(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_ARCH_4KPage, 12);
    RpcMessage free_request = free_of(serve_granted(served, &request).cookie, seL4_ARCH_4KPage, 12);

    assert_int_equal(
        fail_each_step(served, &free_request, (const seL4_Error[]){seL4_FailedLookup, seL4_FailedLookup}), 2);
}

/* The last step deletes the server's own copy, after the client has got its capability. */
static void assert_device_fails_at_each_step(struct served *served, const RpcMessage *request)
{
    for (unsigned step = 1; step <= 2; step++) {
        struct holdings before = holdings_of(served);
        steps_fail_at(step);
        struct answer answer = serve(served, A_CLIENT, request);
        assert_true(steps_have_failed());
        assert_int_equal(answer.error, step == 1 ? seL4_NotEnoughMemory : seL4_RevokeFirst);
        assert_int_equal(answer.caps, 0);
        assert_holdings_equal(before, holdings_of(served));
    }
    steps_reset();
    (void)serve_granted(served, request);
}

static void irq_at_each_step(void **state)
{
    RpcMessage request = simple_irq(4);

    assert_device_fails_at_each_step(*state, &request);
}

static void ports_at_each_step(void **state)
{
    RpcMessage request = ioports(0x3f8, 0x3ff);

    assert_device_fails_at_each_step(*state, &request);
}

/* A vka may abort if a full slot is freed, so the server does not free this one. */
static void a_slot_that_cannot_be_emptied_is_not_given_back(void **state)
{
    struct served *served = *state;
    RpcMessage request = simple_irq(4);

    steps_fail_from(3);
    struct answer answer = serve_granted(served, &request);
    assert_true(steps_have_failed());
    steps_reset();
    assert_int_equal(answer.caps, 1);
    assert_int_equal(served->memory.slots, 1);
    assert_true(scripted_slot_is_full(answer.cap));

    /* Cleans up by hand what the server rightly abandoned. */
    cspacepath_t path;
    vka_cspace_make_path(&served->memory.vka, answer.cap, &path);
    assert_int_equal(seL4_CNode_Delete(path.root, path.capPtr, (seL4_Uint8)path.capDepth), 0);
    vka_cspace_free(&served->memory.vka, answer.cap);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(memory_anywhere_at_each_step),
        TEST(device_memory_at_each_step),
        TEST(memory_at_an_address_at_each_step),
        TEST(memory_that_needs_a_block_of_records_at_each_step),
        TEST(memory_after_a_failure_can_be_had_and_freed),
        TEST(free_at_each_step),
        TEST(irq_at_each_step),
        TEST(ports_at_each_step),
        TEST(a_slot_that_cannot_be_emptied_is_not_given_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
