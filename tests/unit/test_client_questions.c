/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The client's calls that ask and free, against a scripted server: the message that each sends, and how it
 * takes each answer.
 */
#include "support/scripted_server.h"
#include "support/test.h"

#include <string.h>

/* Every call that asks a question. If it fails, it leaves its output unchanged. */
typedef int (*question_fn)(sel4rpc_client_t *client, bool without_pointer);

static VersionMessage version;
static AccountMessage account;
static LeaseMessage lease;
static RangeMessage range;

static int ask_version(sel4rpc_client_t *client, bool without_pointer)
{
    return sel4rpc_get_version(client, without_pointer ? NULL : &version);
}

static int ask_account(sel4rpc_client_t *client, bool without_pointer)
{
    return sel4rpc_get_account(client, without_pointer ? NULL : &account);
}

static int ask_lease(sel4rpc_client_t *client, bool without_pointer)
{
    return sel4rpc_next_lease(client, without_pointer ? NULL : &lease);
}

static int ask_range(sel4rpc_client_t *client, bool without_pointer)
{
    return sel4rpc_get_range(client, without_pointer ? NULL : &range);
}

static const struct question {
    question_fn ask;
    pb_size_t sends;
    pb_size_t detail;
} questions[] = {
    {ask_version, RpcMessage_version_tag, ReturnMessage_version_tag},
    {ask_account, RpcMessage_account_tag, ReturnMessage_account_tag},
    {ask_lease, RpcMessage_lease_tag, ReturnMessage_lease_tag},
    {ask_range, RpcMessage_range_tag, ReturnMessage_range_tag},
};

static int set_up(void **state)
{
    version = (VersionMessage){11, 12};
    account = (AccountMessage){21, 22, 23, 24, 25};
    lease = (LeaseMessage){31, LeaseKind_IRQ, 32, 33, 34, 35};
    range = (RangeMessage){LeaseKind_MSI, 41, 42, 43};
    return scripted_server_set_up(state);
}

/* Still as set up: no part of a failed answer was stored. */
static void assert_nothing_was_told(void)
{
    assert_int_equal(version.version, 11);
    assert_int_equal(account.memory_bytes, 21);
    assert_int_equal(lease.cookie, 31);
    assert_int_equal(lease.first, 32);
    assert_int_equal(range.index, 41);
    assert_int_equal(range.first, 42);
}

static struct scripted_reply answer_with(pb_size_t detail)
{
    struct scripted_reply reply = server_answer(0, 0, 0);

    reply.message.msg.ret.which_detail = detail;
    return reply;
}

static void each_question_sends_its_message_and_wants_no_capability(void **state)
{
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        scripted_server.count = 0;
        scripted_kernel.calls = 0;
        server_replies(answer_with(questions[i].detail));
        assert_int_equal(questions[i].ask(*state, false), 0);
        assert_int_equal(scripted_server.requests[0].which_msg, questions[i].sends);
        assert_int_equal(scripted_server.paths[0].root, 0);
    }
}

static void each_question_returns_the_servers_error(void **state)
{
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        for (uint32_t error = 1; error <= seL4_NotEnoughMemory; error++) {
            scripted_server.count = 0;
            scripted_kernel.calls = 0;
            server_replies(server_answer(error, 0, 0));
            assert_int_equal(questions[i].ask(*state, false), error);
            assert_nothing_was_told();
        }
    }
}

/* An older server answers these messages with an invalid argument, and without detail. */
static void each_question_is_refused_by_an_old_server(void **state)
{
    static const uint8_t refusal[] = {0x04, 0x0a, 0x02, 0x08, seL4_InvalidArgument};

    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        scripted_server.count = 0;
        scripted_kernel.calls = 0;
        server_replies((struct scripted_reply){.bytes = refusal, .count = sizeof(refusal)});
        assert_int_equal(questions[i].ask(*state, false), seL4_InvalidArgument);
        assert_nothing_was_told();
    }
}

static void each_question_refuses_an_answer_to_another(void **state)
{
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        for (size_t j = 0; j <= COUNT_OF(questions); j++) {
            if (i == j) {
                continue;
            }
            scripted_server.count = 0;
            scripted_kernel.calls = 0;
            server_replies(answer_with(j < COUNT_OF(questions) ? questions[j].detail : 0));
            assert_int_equal(questions[i].ask(*state, false), SEL4RPC_BAD_REPLY);
            assert_nothing_was_told();
        }
    }
}

static void each_question_minds_no_badge_that_comes_with_the_answer(void **state)
{
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        struct scripted_reply reply = answer_with(questions[i].detail);
        scripted_server.count = 0;
        scripted_kernel.calls = 0;
        reply.unwrapped = 1; /* only a badge arrived: there is nothing to delete */
        reply.caps = 1;
        server_replies(reply);
        assert_int_equal(questions[i].ask(*state, false), 0);
    }
}

static void each_question_without_a_pointer_sends_nothing(void **state)
{
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        assert_int_equal(questions[i].ask(*state, true), SEL4RPC_BAD_ARGUMENT);
        assert_int_equal(questions[i].ask(NULL, false), SEL4RPC_BAD_ARGUMENT);
    }
    assert_int_equal(scripted_kernel.calls, 0);
    assert_nothing_was_told();
}

static void get_version_tells_both_numbers(void **state)
{
    struct scripted_reply reply = answer_with(ReturnMessage_version_tag);

    reply.message.msg.ret.detail.version = (VersionMessage){UINT32_MAX, UINT64_MAX};
    server_replies(reply);
    assert_int_equal(sel4rpc_get_version(*state, &version), 0);
    assert_int_equal(version.version, UINT32_MAX);
    assert_int_equal(version.features, UINT64_MAX);
}

/* The older library's server grants no such untyped, and does not see that it is a probe. */
static void probe_asks_for_an_untyped_that_no_kernel_has(void **state)
{
    server_replies(answer_with(ReturnMessage_version_tag));
    assert_int_equal(sel4rpc_probe(*state, &version), 0);
    const RpcMessage *request = &scripted_server.requests[0];

    assert_int_equal(request->which_msg, RpcMessage_memory_tag);
    assert_int_equal(request->msg.memory.action, Action_ALLOCATE);
    assert_int_equal(request->msg.memory.address, SEL4RPC_ANYWHERE);
    assert_int_equal(request->msg.memory.type, seL4_UntypedObject);
    assert_int_equal(request->msg.memory.size_bits, seL4_MaxUntypedBits + 1);
    assert_true(request->msg.memory.size_bits < seL4_WordBits);
    assert_true(request->msg.memory.probe);
    assert_false(request->msg.memory.device);
    assert_int_equal(scripted_server.paths[0].root, 0);
}

static void probe_tells_both_numbers(void **state)
{
    struct scripted_reply reply = answer_with(ReturnMessage_version_tag);

    reply.message.msg.ret.detail.version = (VersionMessage){UINT32_MAX, UINT64_MAX};
    server_replies(reply);
    assert_int_equal(sel4rpc_probe(*state, &version), 0);
    assert_int_equal(version.version, UINT32_MAX);
    assert_int_equal(version.features, UINT64_MAX);
}

/* The bytes are what the older library's server answers on the real kernel; what follows them was sent to it.
 */
static void probe_refused_tells_version_1_and_no_features(void **state)
{
    static const uint8_t refusal[] = {0x04, 0x0a, 0x02, 0x08, 0x01, 0x00, 0x00, 0x00,
                                      0x08, 0x12, 0x06, 0x08, 0x01, 0x10, 0x30, 0x30};

    server_replies((struct scripted_reply){.bytes = refusal, .count = sizeof(refusal)});
    server_replies(server_answer(UINT32_MAX, 0, 0)); /* as a handler's -1 comes over */
    for (unsigned i = 0; i < 2; i++) {
        version = (VersionMessage){11, 12};
        assert_int_equal(sel4rpc_probe(*state, &version), 0);
        assert_int_equal(version.version, 1);
        assert_int_equal(version.features, 0);
    }
}

static void probe_without_a_version_or_an_answer_fails(void **state)
{
    server_replies(server_answer(0, 5, 0));
    assert_int_equal(sel4rpc_probe(*state, &version), SEL4RPC_BAD_REPLY);
    server_replies((struct scripted_reply){.label = 3});
    assert_int_equal(sel4rpc_probe(*state, &version), SEL4RPC_NOT_A_SERVER);
    assert_int_equal(sel4rpc_probe(*state, NULL), SEL4RPC_BAD_ARGUMENT);
    assert_int_equal(sel4rpc_probe(NULL, &version), SEL4RPC_BAD_ARGUMENT);
    assert_int_equal(scripted_kernel.calls, 2);
    assert_nothing_was_told();
}

static void get_account_tells_all_numbers(void **state)
{
    struct scripted_reply reply = answer_with(ReturnMessage_account_tag);

    reply.message.msg.ret.detail.account = (AccountMessage){UINT64_MAX - 1, UINT64_MAX, 3, 4, 5};
    server_replies(reply);
    assert_int_equal(sel4rpc_get_account(*state, &account), 0);
    assert_int_equal(account.memory_bytes, UINT64_MAX - 1);
    assert_int_equal(account.memory_limit, UINT64_MAX);
    assert_int_equal(account.leases, 3);
    assert_int_equal(account.leases_limit, 4);
}

static void next_lease_sends_the_cookie_and_tells_the_next(void **state)
{
    struct scripted_reply reply = answer_with(ReturnMessage_lease_tag);

    reply.message.msg.ret.detail.lease = (LeaseMessage){UINT64_MAX, LeaseKind_IOPORT, 5, 6, 7, 8};
    server_replies(reply);
    assert_int_equal(sel4rpc_next_lease(*state, &lease), 0);
    assert_int_equal(scripted_server.requests[0].msg.lease.cookie, 31);
    assert_int_equal(scripted_server.requests[0].msg.lease.first, 0);
    assert_int_equal(lease.cookie, UINT64_MAX);
    assert_int_equal(lease.kind, LeaseKind_IOPORT);
    assert_int_equal(lease.first, 5);
    assert_int_equal(lease.last, 6);
    assert_int_equal(lease.type, 7);
    assert_int_equal(lease.size_bits, 8);
}

static void get_range_sends_kind_and_index_and_tells_the_range(void **state)
{
    struct scripted_reply reply = answer_with(ReturnMessage_range_tag);

    reply.message.msg.ret.detail.range = (RangeMessage){LeaseKind_MSI, 41, 5, UINT64_MAX};
    server_replies(reply);
    assert_int_equal(sel4rpc_get_range(*state, &range), 0);
    assert_int_equal(scripted_server.requests[0].msg.range.kind, LeaseKind_MSI);
    assert_int_equal(scripted_server.requests[0].msg.range.index, 41);
    assert_int_equal(scripted_server.requests[0].msg.range.last, 0);
    assert_int_equal(range.first, 5);
    assert_int_equal(range.last, UINT64_MAX);
}

static void release_sends_the_cookie(void **state)
{
    server_replies(server_answer(0, 0, 0));
    assert_int_equal(sel4rpc_release(*state, UINT64_MAX), 0);
    assert_int_equal(scripted_server.requests[0].which_msg, RpcMessage_release_tag);
    assert_int_equal(scripted_server.requests[0].msg.release.cookie, UINT64_MAX);
    assert_int_equal(scripted_server.paths[0].root, 0);
}

static void release_returns_the_servers_error(void **state)
{
    server_replies(server_answer(seL4_InvalidCapability, 0, 0));
    assert_int_equal(sel4rpc_release(*state, 5), seL4_InvalidCapability);
    assert_int_equal(sel4rpc_release(NULL, 5), SEL4RPC_BAD_ARGUMENT);
    assert_int_equal(scripted_kernel.calls, 1);
}

static void a_device_tells_its_cookie(void **state)
{
    uint64_t cookie = 1;

    server_replies(server_answer(0, UINT64_MAX, 1));
    assert_int_equal(sel4rpc_get_irq(*state, 4, CLIENT_SLOT, &cookie), 0);
    assert_int_equal(cookie, UINT64_MAX);
    assert_int_equal(sel4rpc_get_ioports(*state, 4, 5, CLIENT_SLOT, &cookie), 0);
    assert_int_equal(sel4rpc_get_irq(*state, 4, CLIENT_SLOT, NULL), 0);
}

static void a_device_that_is_refused_leaves_the_cookie_alone(void **state)
{
    uint64_t cookie = 1;

    server_replies(server_answer(seL4_RevokeFirst, 77, 0));
    assert_int_equal(sel4rpc_get_irq(*state, 4, CLIENT_SLOT, &cookie), seL4_RevokeFirst);
    assert_int_equal(cookie, 1);
}

static void memory_tells_its_address(void **state)
{
    struct scripted_reply reply = server_answer(0, 9, 1);
    sel4rpc_memory_t memory;

    reply.message.msg.ret.paddr = UINT64_C(0x123456789000);
    server_replies(reply);
    assert_int_equal(sel4rpc_alloc_memory(*state, 7, 12, CLIENT_SLOT, &memory), 0);
    assert_int_equal(memory.paddr, UINT64_C(0x123456789000));
}

static void memory_of_an_old_server_has_no_address(void **state)
{
    sel4rpc_memory_t memory;

    memset(&memory, 0xff, sizeof(memory));
    server_replies(server_answer(0, 9, 1));
    assert_int_equal(sel4rpc_alloc_memory(*state, 7, 12, CLIENT_SLOT, &memory), 0);
    assert_int_equal(memory.paddr, 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, scripted_server_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_question_sends_its_message_and_wants_no_capability),
        TEST(each_question_returns_the_servers_error),
        TEST(each_question_is_refused_by_an_old_server),
        TEST(each_question_refuses_an_answer_to_another),
        TEST(each_question_minds_no_badge_that_comes_with_the_answer),
        TEST(each_question_without_a_pointer_sends_nothing),
        TEST(get_version_tells_both_numbers),
        TEST(probe_asks_for_an_untyped_that_no_kernel_has),
        TEST(probe_tells_both_numbers),
        TEST(probe_refused_tells_version_1_and_no_features),
        TEST(probe_without_a_version_or_an_answer_fails),
        TEST(get_account_tells_all_numbers),
        TEST(next_lease_sends_the_cookie_and_tells_the_next),
        TEST(get_range_sends_kind_and_index_and_tells_the_range),
        TEST(release_sends_the_cookie),
        TEST(release_returns_the_servers_error),
        TEST(a_device_tells_its_cookie),
        TEST(a_device_that_is_refused_leaves_the_cookie_alone),
        TEST(memory_tells_its_address),
        TEST(memory_of_an_old_server_has_no_address),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
