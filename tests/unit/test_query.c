/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a client may ask and the server can read: the version, what is held, and what is allowed.
 */
#include "support/registering.h"
#include "support/test.h"

#include <vspace/arch/page.h>

#define FRAME seL4_ARCH_4KPage, 12

static ReturnMessage ask(struct served *served, RpcMessage question, seL4_Error error)
{
    struct holdings before = holdings_of(served);
    struct answer answer = serve(served, A_CLIENT, &question);

    assert_int_equal(answer.error, error);
    assert_int_equal(answer.caps, 0);
    assert_int_equal(answer.cookie, 0);
    assert_holdings_equal(before, holdings_of(served));
    if (error != seL4_NoError) {
        assert_int_equal(answer.message.which_detail, 0);
    }
    return answer.message;
}

static const RpcMessage ask_version = {.which_msg = RpcMessage_version_tag};
static const RpcMessage ask_account = {.which_msg = RpcMessage_account_tag};

static RpcMessage ask_lease(uint64_t cookie)
{
    return (RpcMessage){.which_msg = RpcMessage_lease_tag, .msg.lease.cookie = cookie};
}

static RpcMessage ask_range(uint32_t kind, uint64_t index)
{
    return (RpcMessage){.which_msg = RpcMessage_range_tag,
                        .msg.range = {.kind = (LeaseKind)kind, .index = index}};
}

static LeaseMessage lease_after(struct served *served, uint64_t cookie)
{
    ReturnMessage answer = ask(served, ask_lease(cookie), seL4_NoError);

    assert_int_equal(answer.which_detail, ReturnMessage_lease_tag);
    return answer.detail.lease;
}

static void assert_range(struct served *served, LeaseKind kind, uint64_t index, uint64_t first, uint64_t last)
{
    ReturnMessage answer = ask(served, ask_range(kind, index), seL4_NoError);

    assert_int_equal(answer.which_detail, ReturnMessage_range_tag);
    assert_int_equal(answer.detail.range.kind, kind);
    assert_int_equal(answer.detail.range.index, index);
    assert_int_equal(answer.detail.range.first, first);
    assert_int_equal(answer.detail.range.last, last);
}

static RpcMessage probe_of(RpcMessage request)
{
    request.msg.memory.probe = true;
    return request;
}

static void assert_version(const ReturnMessage *answer)
{
    assert_int_equal(answer->which_detail, ReturnMessage_version_tag);
    assert_int_equal(answer->detail.version.version, 2);
    assert_int_equal(answer->detail.version.features, SEL4RPC_FEATURE_LEASES | SEL4RPC_FEATURE_CAPABILITIES |
                                                          SEL4RPC_FEATURE_REASONS | SEL4RPC_FEATURE_CORES);
}

static void probe_is_answered_with_the_version_and_grants_and_counts_nothing(void **state)
{
    struct served *served = *state;
    const RpcMessage requests[] = {allocate_anywhere(seL4_UntypedObject, seL4_MaxUntypedBits + 1),
                                   allocate_anywhere(FRAME), allocate_at(1234, 9999, UINT64_MAX)};

    for (unsigned round = 0; round < 2; round++) {
        for (size_t i = 0; i < COUNT_OF(requests); i++) {
            ReturnMessage answer = ask(served, probe_of(requests[i]), seL4_NoError);
            assert_version(&answer);
        }
        if (round == 0) {
            register_client(served, A_CLIENT, &(sel4rpc_limits_t){0});
        }
    }
    assert_int_equal(served->env.statistics.refused, 0);
    assert_int_equal(served->memory.calls, 0);
}

static void probe_of_a_stranger_is_refused(void **state)
{
    struct served *served = *state;

    register_client(served, ANOTHER_CLIENT, &unlimited);
    (void)ask(served, probe_of(allocate_anywhere(FRAME)), seL4_IllegalOperation);
    assert_int_equal(served->env.statistics.refused, 1);
}

static int refuse_all(sel4rpc_server_env_t *env, void *data, RpcMessage *request)
{
    (void)env, (void)data, (void)request;
    return seL4_IllegalOperation;
}

static void probe_is_answered_whatever_the_handler_does(void **state)
{
    struct served *served = *state;

    served->env.handler = refuse_all;
    ReturnMessage answer = ask(served, probe_of(allocate_anywhere(FRAME)), seL4_NoError);
    assert_version(&answer);
}

static void probe_does_not_keep_memory_from_being_freed(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);
    RpcMessage free = probe_of(free_of(serve_granted(served, &request).cookie, FRAME));

    (void)serve_granted(served, &free);
    assert_int_equal(served->memory.objects, 0);
}

static void version_is_told_to_whoever_is_served(void **state)
{
    struct served *served = *state;

    for (unsigned round = 0; round < 2; round++) {
        ReturnMessage answer = ask(served, ask_version, seL4_NoError);
        assert_version(&answer);
        if (round == 0) {
            register_two(served);
        }
    }
}

static void accounts_are_refused_where_nobody_is_registered(void **state)
{
    (void)ask(*state, ask_account, seL4_IllegalOperation);
    (void)ask(*state, ask_lease(0), seL4_IllegalOperation);
    (void)ask(*state, ask_range(LeaseKind_IRQ, 0), seL4_IllegalOperation);
}

static void account_tells_what_is_held_and_may_be(void **state)
{
    struct served *served = *state;
    RpcMessage frame = allocate_anywhere(FRAME);
    RpcMessage irq = simple_irq(4);
    sel4rpc_limits_t limits = unlimited;

    limits.memory_bytes = 100000;
    register_client(served, ANOTHER_CLIENT, &unlimited);
    register_client(served, A_CLIENT, &limits);
    (void)serve_granted(served, &frame);
    (void)serve_granted(served, &irq);
    ReturnMessage answer = ask(served, ask_account, seL4_NoError);
    assert_int_equal(answer.which_detail, ReturnMessage_account_tag);
    assert_int_equal(answer.detail.account.memory_bytes, 4096);
    assert_int_equal(answer.detail.account.memory_limit, 100000);
    assert_int_equal(answer.detail.account.leases, 2);
    assert_int_equal(answer.detail.account.leases_limit, UINT64_MAX);
}

static void leases_are_told_each_with_what_it_is(void **state)
{
    struct served *served = *state;

    register_two(served);
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        RpcMessage request = grantables[i].request;
        if (request.which_msg == RpcMessage_irq_tag &&
            request.msg.irq.which_type == IrqAllocMessage_msi_tag) {
            request.msg.irq.type.msi.handle = UINT32_MAX; /* the record keeps it where memory has its type */
        }
        struct answer answer = serve_granted(served, &request);
        LeaseMessage lease = lease_after(served, 0);
        assert_int_equal(lease.cookie, answer.cookie);
        assert_int_equal(lease.kind, grantables[i].kind);
        if (grantables[i].first <= grantables[i].last) {
            assert_int_equal(lease.first, grantables[i].first);
            assert_int_equal(lease.last, grantables[i].last);
        }
        bool is_memory = lease.kind == LeaseKind_MEMORY;
        assert_int_equal(lease.type, is_memory ? request.msg.memory.type : 0);
        assert_int_equal(lease.size_bits, is_memory ? request.msg.memory.size_bits : 0);
        RpcMessage release = release_of(answer.cookie);
        (void)serve_granted(served, &release);
    }
}

/* Walks the whole list; returns its length. */
static unsigned count_leases(struct served *served, const uint64_t *cookies, unsigned count)
{
    unsigned seen = 0;
    uint64_t cookie = 0;

    for (unsigned found = 0; found < count; found++) {
        cookie = lease_after(served, cookie).cookie;
        for (unsigned i = 0; i < count; i++) {
            seen += cookies[i] == cookie;
        }
    }
    (void)ask(served, ask_lease(cookie), seL4_FailedLookup);
    return seen;
}

static void leases_are_told_each_once_and_then_the_end(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);
    uint64_t cookies[20];

    register_two(served);
    (void)ask(served, ask_lease(0), seL4_FailedLookup);
    for (unsigned i = 0; i < COUNT_OF(cookies); i++) {
        cookies[i] = serve_granted(served, &request).cookie;
        assert_int_equal(serve(served, ANOTHER_CLIENT, &request).error, 0);
    }
    assert_int_equal(count_leases(served, cookies, COUNT_OF(cookies)), COUNT_OF(cookies));
}

static void leases_are_told_while_others_come_and_go(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);
    uint64_t cookies[6];

    register_two(served);
    for (unsigned i = 0; i < COUNT_OF(cookies); i++) {
        cookies[i] = serve_granted(served, &request).cookie;
    }
    LeaseMessage first = lease_after(served, 0);
    LeaseMessage second = lease_after(served, first.cookie);
    LeaseMessage third = lease_after(served, second.cookie);
    assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, second.cookie), 0);
    assert_int_equal(lease_after(served, first.cookie).cookie, third.cookie);
    (void)serve_granted(served, &request);
    assert_int_equal(lease_after(served, first.cookie).cookie, third.cookie);
    (void)ask(served, ask_lease(second.cookie), seL4_InvalidCapability);
}

static const sel4rpc_range_t some_ranges[] = {{3, 8}, {10, 10}};
#define SOME                                                                                                 \
    {                                                                                                        \
        .ranges = some_ranges, .count = 2                                                                    \
    }

static void ranges_are_told_of_each_kind(void **state)
{
    struct served *served = *state;
    const sel4rpc_limits_t limits = {.addresses = SOME,
                                     .objects = SOME,
                                     .irqs = SOME,
                                     .msis = SOME,
                                     .pins = SOME,
                                     .cores = SOME,
                                     .ports = SOME};
    const LeaseKind kinds[] = {LeaseKind_MEMORY, LeaseKind_OBJECT, LeaseKind_IRQ, LeaseKind_MSI,
                               LeaseKind_IOAPIC, LeaseKind_IOPORT, LeaseKind_CORE};

    register_client(served, A_CLIENT, &limits);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        assert_range(served, kinds[i], 0, 3, 8);
        assert_range(served, kinds[i], 1, 10, 10);
        (void)ask(served, ask_range(kinds[i], 2), seL4_FailedLookup);
        (void)ask(served, ask_range(kinds[i], UINT64_MAX), seL4_FailedLookup);
        (void)ask(served, ask_range(kinds[i], UINT64_C(1) << 32), seL4_FailedLookup);
    }
}

static void ranges_are_those_of_the_kind_that_is_asked_for(void **state)
{
    struct served *served = *state;
    const sel4rpc_limits_t limits = {.irqs = SOME, .ports = SEL4RPC_ALL};

    register_client(served, A_CLIENT, &limits);
    assert_range(served, LeaseKind_IRQ, 0, 3, 8);
    assert_range(served, LeaseKind_IOPORT, 0, 0, UINT64_MAX);
    (void)ask(served, ask_range(LeaseKind_MSI, 0), seL4_FailedLookup);
    (void)ask(served, ask_range(LeaseKind_MEMORY, 0), seL4_FailedLookup);
}

static void all_is_told_as_one_range_of_all_numbers(void **state)
{
    struct served *served = *state;

    register_two(served);
    assert_range(served, LeaseKind_IRQ, 0, 0, UINT64_MAX);
    (void)ask(served, ask_range(LeaseKind_IRQ, 1), seL4_FailedLookup);
}

static void ranges_of_a_kind_that_is_none_are_refused(void **state)
{
    const uint32_t kinds[] = {0, 9, 99, UINT32_MAX};

    register_two(*state);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        (void)ask(*state, ask_range(kinds[i], 0), seL4_InvalidArgument);
    }
}

static void the_address_of_memory_is_in_the_reply(void **state)
{
    struct served *served = *state;
    RpcMessage anywhere = allocate_anywhere(FRAME);
    RpcMessage at = allocate_at(FAKE_RAM + 0x5000, FRAME);

    assert_int_equal(serve_granted(served, &at).message.paddr, FAKE_RAM + 0x5000);
    uint64_t paddr = serve_granted(served, &anywhere).message.paddr;
    assert_in_range(paddr, FAKE_RAM, FAKE_RAM + (1u << FAKE_RAM_BITS));
    assert_int_equal(paddr % 4096, 0);
}

static void an_address_that_the_vka_does_not_know_is_told_as_such(void **state)
{
    struct served *served = *state;
    RpcMessage anywhere = allocate_anywhere(FRAME);

    register_two(served);
    served->memory.knows_no_addresses = true;
    assert_int_equal(serve_granted(served, &anywhere).message.paddr, SEL4RPC_ANYWHERE);
    LeaseMessage lease = lease_after(served, 0);
    assert_int_equal(lease.first, 1);
    assert_int_equal(lease.last, 0);
    served->memory.vka.utspace_paddr = NULL;
    assert_int_equal(serve_granted(served, &anywhere).message.paddr, SEL4RPC_ANYWHERE);
}

static void no_address_is_in_the_reply_for_devices(void **state)
{
    struct served *served = *state;

    register_two(served);
    for (unsigned i = 2; i < GRANTABLE_COUNT; i++) {
        assert_int_equal(serve_granted(served, &grantables[i].request).message.paddr, 0);
    }
}

static void the_server_reads_the_same_of_each_client(void **state)
{
    struct served *served = *state;
    RpcMessage frame = allocate_anywhere(FRAME);
    AccountMessage account;

    register_two(served);
    (void)serve_granted(served, &frame);
    assert_int_equal(sel4rpc_server_get_account(&served->env, ANOTHER_CLIENT, &account), 0);
    assert_int_equal(account.leases, 0);
    assert_int_equal(sel4rpc_server_get_account(&served->env, A_CLIENT, &account), 0);
    assert_int_equal(account.leases, 1);
    assert_int_equal(account.memory_bytes, 4096);
    assert_int_equal(sel4rpc_server_get_account(&served->env, 99, &account), seL4_FailedLookup);
}

static void the_server_walks_all_leases_with_their_badges(void **state)
{
    struct served *served = *state;
    RpcMessage frame = allocate_anywhere(FRAME);
    uint64_t position = 0;
    unsigned of_badge[2] = {0};
    LeaseMessage lease;
    seL4_Word badge;

    register_two(served);
    for (unsigned i = 0; i < 15; i++) {
        assert_int_equal(serve(served, i % 3 != 0 ? A_CLIENT : ANOTHER_CLIENT, &frame).error, 0);
    }
    while (sel4rpc_server_next_lease(&served->env, &position, &lease, &badge)) {
        assert_int_equal(lease.kind, LeaseKind_MEMORY);
        of_badge[badge == ANOTHER_CLIENT]++;
    }
    assert_int_equal(of_badge[0], 10);
    assert_int_equal(of_badge[1], 5);
    assert_false(sel4rpc_server_next_lease(&served->env, &position, NULL, NULL));
}

static void the_server_may_count_leases_without_looking_at_them(void **state)
{
    struct served *served = *state;
    RpcMessage frame = allocate_anywhere(FRAME);
    uint64_t position = 0;

    (void)serve_granted(served, &frame);
    (void)serve_granted(served, &frame);
    assert_true(sel4rpc_server_next_lease(&served->env, &position, NULL, NULL));
    assert_true(sel4rpc_server_next_lease(&served->env, &position, NULL, NULL));
    assert_false(sel4rpc_server_next_lease(&served->env, &position, NULL, NULL));
}

static void the_server_may_release_each_lease_as_it_walks(void **state)
{
    struct served *served = *state;
    RpcMessage frame = allocate_anywhere(FRAME);
    uint64_t position = 0;
    unsigned count = 0;
    LeaseMessage lease;

    register_two(served);
    for (unsigned i = 0; i < 15; i++) {
        (void)serve_granted(served, &frame);
    }
    while (sel4rpc_server_next_lease(&served->env, &position, &lease, NULL)) {
        assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, lease.cookie), 0);
        count++;
    }
    assert_int_equal(count, 15);
    assert_int_equal(served->memory.objects, 0);
}

static void the_server_finds_no_lease_where_nothing_is_granted(void **state)
{
    struct served *served = *state;
    uint64_t position = 0;

    assert_false(sel4rpc_server_next_lease(&served->env, &position, NULL, NULL));
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(probe_is_answered_with_the_version_and_grants_and_counts_nothing),
        TEST(probe_of_a_stranger_is_refused),
        TEST(probe_is_answered_whatever_the_handler_does),
        TEST(probe_does_not_keep_memory_from_being_freed),
        TEST(version_is_told_to_whoever_is_served),
        TEST(accounts_are_refused_where_nobody_is_registered),
        TEST(account_tells_what_is_held_and_may_be),
        TEST(leases_are_told_each_with_what_it_is),
        TEST(leases_are_told_each_once_and_then_the_end),
        TEST(leases_are_told_while_others_come_and_go),
        TEST(ranges_are_told_of_each_kind),
        TEST(ranges_are_those_of_the_kind_that_is_asked_for),
        TEST(all_is_told_as_one_range_of_all_numbers),
        TEST(ranges_of_a_kind_that_is_none_are_refused),
        TEST(the_address_of_memory_is_in_the_reply),
        TEST(an_address_that_the_vka_does_not_know_is_told_as_such),
        TEST(no_address_is_in_the_reply_for_devices),
        TEST(the_server_reads_the_same_of_each_client),
        TEST(the_server_walks_all_leases_with_their_badges),
        TEST(the_server_may_count_leases_without_looking_at_them),
        TEST(the_server_may_release_each_lease_as_it_walks),
        TEST(the_server_finds_no_lease_where_nothing_is_granted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
