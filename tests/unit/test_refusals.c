/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Why a request is refused: the reason in the answer, and the parent's function that is told.
 */
#include "support/registering.h"
#include "support/steps.h"
#include "support/test.h"

#include <vspace/arch/page.h>

#define FRAME seL4_ARCH_4KPage, seL4_PageBits

static const sel4rpc_range_t line_4 = {4, 4};

/* Refuses the request of a badge, and returns the reason. */
static Reason reason_of(struct served *served, seL4_Word badge, RpcMessage request)
{
    struct answer answer = serve(served, badge, &request);

    assert_int_not_equal(answer.error, seL4_NoError);
    return answer.message.reason;
}

static void a_grant_has_no_reason(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);

    (void)reason_of(served, A_CLIENT, ioports(0, UINT32_MAX));
    assert_int_equal(serve_granted(served, &request).message.reason, Reason_UNTOLD);
}

static void a_request_that_cannot_be(void **state)
{
    struct served *served = *state;
    const uint8_t bytes[] = {0x7f};

    assert_int_equal(serve_registers(served, A_CLIENT, put_bytes(bytes, 1)).message.reason,
                     Reason_BAD_REQUEST);
    assert_int_equal(reason_of(served, A_CLIENT, ioports(9, 8)), Reason_BAD_REQUEST);
    assert_int_equal(reason_of(served, A_CLIENT, ioports(0, UINT32_MAX)), Reason_BAD_REQUEST);
    assert_int_equal(reason_of(served, A_CLIENT, allocate_at(0x123, FRAME)), Reason_BAD_REQUEST);
}

static void a_badge_that_is_not_served(void **state)
{
    struct served *served = *state;
    RpcMessage question = {.which_msg = RpcMessage_account_tag};

    assert_int_equal(reason_of(served, A_CLIENT, question), Reason_NOT_SERVED);
    register_two(served);
    assert_int_equal(reason_of(served, 99, simple_irq(4)), Reason_NOT_SERVED);
}

static void a_client_that_is_being_released(void **state)
{
    struct served *served = *state;
    bool more;

    register_two(served);
    for (unsigned i = 0; i < 2; i++) {
        RpcMessage request = allocate_anywhere(FRAME);
        (void)serve_granted(served, &request);
    }
    assert_int_equal(sel4rpc_server_release_some(&served->env, A_CLIENT, 1, &more), 0);
    assert_true(more);
    assert_int_equal(reason_of(served, A_CLIENT, simple_irq(4)), Reason_NOT_SERVED);
}

static void what_the_limits_never_allow(void **state)
{
    struct served *served = *state;

    register_client(served, A_CLIENT,
                    &(sel4rpc_limits_t){.leases = 1, .irqs = {.ranges = &line_4, .count = 1}});
    assert_int_equal(reason_of(served, A_CLIENT, simple_irq(5)), Reason_NOT_PERMITTED);
    assert_int_equal(reason_of(served, A_CLIENT, allocate_anywhere(FRAME)), Reason_NOT_PERMITTED);
}

static void what_the_parent_does_not_have(void **state)
{
    struct served *served = *state;

    served->env.simple = NULL;
    assert_int_equal(reason_of(served, A_CLIENT, simple_irq(4)), Reason_NOT_SUPPORTED);
    assert_int_equal(reason_of(served, A_CLIENT, ioports(0, 1)), Reason_NOT_SUPPORTED);
    served->env.simple = &served->devices.simple;
}

static void what_somebody_has(void **state)
{
    struct served *served = *state;
    RpcMessage pin = ioapic_pin(1, 18, 10);

    register_two(served);
    (void)serve_granted(served, &pin);
    assert_int_equal(reason_of(served, ANOTHER_CLIENT, pin), Reason_IN_USE);
}

static void each_limit(void **state)
{
    struct served *served = *state;
    RpcMessage frame = allocate_anywhere(FRAME), line = simple_irq(4);
    sel4rpc_limits_t limits = {.memory_bytes = 3 << seL4_PageBits,
                               .object_bytes = 2 << seL4_PageBits,
                               .leases = 2,
                               .objects = SEL4RPC_ALL,
                               .irqs = SEL4RPC_ALL};

    register_client(served, A_CLIENT, &limits);
    assert_int_equal(reason_of(served, A_CLIENT, allocate_anywhere(seL4_UntypedObject, seL4_PageBits + 2)),
                     Reason_OBJECT_LIMIT);
    RpcMessage two = allocate_anywhere(seL4_UntypedObject, seL4_PageBits + 1);
    (void)serve_granted(served, &two);
    assert_int_equal(reason_of(served, A_CLIENT, two), Reason_MEMORY_LIMIT);
    (void)serve_granted(served, &frame);
    assert_int_equal(reason_of(served, A_CLIENT, line), Reason_LEASES_LIMIT);
}

static void what_the_parent_lacks(void **state)
{
    struct served *served = *state;
    static sel4rpc_lease_block_t block;
    const Reason reasons[] = {Reason_NO_SLOT, Reason_NO_MEMORY};

    register_two(served);
    assert_int_equal(sel4rpc_server_use_memory(&served->env, &block, sizeof(block)), 0);
    for (unsigned step = 1; step <= COUNT_OF(reasons); step++) {
        steps_fail_at(step);
        assert_int_equal(reason_of(served, A_CLIENT, allocate_anywhere(FRAME)), reasons[step - 1]);
    }
    steps_reset();
    for (unsigned i = 0; i < SEL4RPC_BLOCK_LEASES; i++) {
        RpcMessage request = allocate_anywhere(FRAME);
        (void)serve_granted(served, &request);
    }
    assert_int_equal(reason_of(served, A_CLIENT, allocate_anywhere(FRAME)), Reason_NO_RECORD);
}

/* Other errors tell of the vka, not of the request. */
static void errors_of_the_vka_that_tell_of_the_request_reach_the_client(void **state)
{
    struct served *served = *state;
    const seL4_Error told[] = {seL4_IllegalOperation, seL4_RangeError, seL4_AlignmentError, seL4_RevokeFirst,
                               seL4_NotEnoughMemory};
    const seL4_Error other[] = {seL4_InvalidArgument, seL4_InvalidCapability, seL4_FailedLookup,
                                seL4_TruncatedMessage, seL4_DeleteFirst};
    RpcMessage anywhere = allocate_anywhere(seL4_ARCH_4KPage, 12);
    RpcMessage there = allocate_at(FAKE_RAM, seL4_ARCH_4KPage, 12);

    for (size_t i = 0; i < COUNT_OF(told); i++) {
        served->memory.object_error = told[i];
        assert_int_equal(serve(served, A_CLIENT, &anywhere).error, told[i]);
        assert_int_equal(serve(served, A_CLIENT, &there).error, told[i]);
        served->memory.object_error = other[i];
        assert_int_equal(serve(served, A_CLIENT, &anywhere).error, seL4_NotEnoughMemory);
        assert_int_equal(serve(served, A_CLIENT, &there).error, seL4_RevokeFirst);
    }
    served->memory.object_error = 0;
}

static void a_cookie_that_names_nothing(void **state)
{
    struct served *served = *state;

    assert_int_equal(reason_of(served, A_CLIENT, release_of(99)), Reason_NOT_HELD);
    assert_int_equal(reason_of(served, A_CLIENT, free_of(99, FRAME)), Reason_NOT_HELD);
}

static void a_list_that_ends(void **state)
{
    struct served *served = *state;
    RpcMessage lease = {.which_msg = RpcMessage_lease_tag};
    RpcMessage range = {.which_msg = RpcMessage_range_tag,
                        .msg.range = {.kind = LeaseKind_IOPORT, .index = 9}};

    register_two(served);
    assert_int_equal(reason_of(served, A_CLIENT, lease), Reason_NO_MORE);
    assert_int_equal(reason_of(served, A_CLIENT, range), Reason_NO_MORE);
}

static void a_kernel_that_does_not_revoke(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);

    uint64_t cookie = serve_granted(served, &request).cookie;
    steps_fail_at(1);
    assert_int_equal(reason_of(served, A_CLIENT, release_of(cookie)), Reason_REFUSED);
    steps_reset();
}

/* ---- The function that is told. */

struct told {
    unsigned count;
    seL4_Word badge;
    pb_size_t request; /* 0: none */
    ReturnMessage answer;
};

static void tell(void *data, seL4_Word badge, const RpcMessage *request, const ReturnMessage *answer)
{
    struct told *told = data;

    *told = (struct told){told->count + 1, badge, request != NULL ? request->which_msg : 0, *answer};
}

static void the_parent_is_told_of_each_refusal_once(void **state)
{
    struct served *served = *state;
    RpcMessage granted = allocate_anywhere(FRAME);
    const uint8_t bytes[] = {0x7f};
    struct told told = {0};

    register_two(served);
    sel4rpc_server_on_refusal(&served->env, tell, &told);
    (void)serve_granted(served, &granted);
    assert_int_equal(told.count, 0);

    (void)reason_of(served, 99, simple_irq(4)); /* a stranger */
    assert_int_equal(told.count, 1);
    assert_int_equal(told.badge, 99);
    assert_int_equal(told.request, RpcMessage_irq_tag);
    assert_int_equal(told.answer.errorCode, seL4_IllegalOperation);
    assert_int_equal(told.answer.reason, Reason_NOT_SERVED);

    (void)reason_of(served, A_CLIENT, release_of(99));
    assert_int_equal(told.count, 2);
    assert_int_equal(told.request, RpcMessage_release_tag);
    assert_int_equal(told.answer.reason, Reason_NOT_HELD);

    (void)serve_registers(served, A_CLIENT, put_bytes(bytes, 1));
    assert_int_equal(told.count, 3);
    assert_int_equal(told.request, 0);

    sel4rpc_server_on_refusal(&served->env, NULL, NULL);
    (void)reason_of(served, A_CLIENT, release_of(99));
    assert_int_equal(told.count, 3);
}

static int refusing_handler(sel4rpc_server_env_t *env, void *data, RpcMessage *request)
{
    (void)data;
    return request->which_msg == RpcMessage_irq_tag ? sel4rpc_server_reply(env, 0, seL4_DeleteFirst, 0)
                                                    : seL4_RangeError;
}

static void a_handler_that_refuses_gives_no_reason(void **state)
{
    struct served *served = *state;
    struct told told = {0};

    served->env.handler = refusing_handler;
    sel4rpc_server_on_refusal(&served->env, tell, &told);
    (void)reason_of(served, A_CLIENT, release_of(99)); /* a reason from before */
    assert_int_equal(reason_of(served, A_CLIENT, simple_irq(4)), Reason_UNTOLD);
    assert_int_equal(told.answer.errorCode, seL4_DeleteFirst);
    assert_int_equal(reason_of(served, A_CLIENT, ioports(0, 1)), Reason_UNTOLD);
    assert_int_equal(told.answer.errorCode, seL4_RangeError);
    assert_int_equal(told.count, 3);
}

static void each_reason_has_words_of_its_own(void **state)
{
    (void)state;
    for (unsigned i = 0; i <= _Reason_MAX; i++) {
        for (unsigned j = 0; j < i; j++) {
            assert_string_not_equal(sel4rpc_strreason((Reason)i), sel4rpc_strreason((Reason)j));
        }
    }
    assert_string_equal(sel4rpc_strreason((Reason)(_Reason_MAX + 1)), "unknown reason");
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_grant_has_no_reason),
        TEST(a_request_that_cannot_be),
        TEST(a_badge_that_is_not_served),
        TEST(a_client_that_is_being_released),
        TEST(what_the_limits_never_allow),
        TEST(what_the_parent_does_not_have),
        TEST(what_somebody_has),
        TEST(each_limit),
        TEST(what_the_parent_lacks),
        TEST(errors_of_the_vka_that_tell_of_the_request_reach_the_client),
        TEST(a_cookie_that_names_nothing),
        TEST(a_list_that_ends),
        TEST(a_kernel_that_does_not_revoke),
        TEST(the_parent_is_told_of_each_refusal_once),
        TEST(a_handler_that_refuses_gives_no_reason),
        TEST(each_reason_has_words_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
