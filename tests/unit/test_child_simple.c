/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's simple_t: what it asks the parent for, and how that is freed.
 */
#include "support/own_reply.h"
#include "support/pair.h"
#include "support/test.h"
#include "support/unlimited.h"

#include <sel4rpc/simple.h>

#define RECORDS 3

static struct {
    sel4rpc_simple_t state;
    sel4rpc_simple_record_t records[RECORDS];
    simple_t simple;
} child;

static int set_up(void **state)
{
    (void)pair_set_up(state);
    struct pair *pair = *state;
    assert_int_equal(sel4rpc_server_register(&pair->env, PAIR_BADGE, &unlimited, NULL), 0);
    assert_int_equal(sel4rpc_simple_init(&child.state, &pair->client, child.records, RECORDS), 0);
    sel4rpc_simple_make(&child.state, &child.simple);
    return 0;
}

static int tear_down(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(sel4rpc_simple_clean_up(&child.state), 0);
    (void)sel4rpc_server_unregister(&pair->env, PAIR_BADGE);
    return pair_tear_down(state);
}

static cspacepath_t path(unsigned slot)
{
    sel4rpc_slot_t there = client_slot(slot);

    return (cspacepath_t){.root = there.root, .capPtr = there.index, .capDepth = there.depth};
}

static seL4_Error get_irq(unsigned slot)
{
    return simple_get_IRQ_handler(&child.simple, 5, path(slot));
}

static seL4_Error get_ports(unsigned slot)
{
    cspacepath_t there = path(slot);

    return simple_get_IOPort_cap(&child.simple, 0x2f8, 0x2ff, there.root, there.capPtr, there.capDepth);
}

static seL4_Error get_msi(unsigned slot)
{
    return arch_simple_get_msi(&child.simple.arch_simple, path(slot), 1, 2, 3, 0, 9);
}

static seL4_Error get_pin(unsigned slot)
{
    return arch_simple_get_ioapic(&child.simple.arch_simple, path(slot), 0, 18, 1, 1, 10);
}

static const struct {
    seL4_Error (*get)(unsigned slot);
    LeaseKind kind;
    uint64_t first;
    uint64_t last;
} devices[] = {
    {get_irq, LeaseKind_IRQ, 5, 5},
    {get_ports, LeaseKind_IOPORT, 0x2f8, 0x2ff},
    {get_msi, LeaseKind_MSI, 9, 9},
    {get_pin, LeaseKind_IOAPIC, SEL4RPC_PIN(0, 18), SEL4RPC_PIN(0, 18)},
};

static uint32_t held(struct pair *pair)
{
    sel4rpc_statistics_t statistics;

    sel4rpc_server_get_statistics(&pair->env, &statistics);
    return statistics.held;
}

/* The leases that the parent reports. */
static void assert_leased(struct pair *pair, unsigned device)
{
    LeaseMessage lease = {.cookie = 0};

    assert_int_equal(sel4rpc_next_lease(&pair->client, &lease), 0);
    assert_int_equal(lease.kind, devices[device].kind);
    assert_int_equal(lease.first, devices[device].first);
    assert_int_equal(lease.last, devices[device].last);
}

static void each_kind_comes_from_the_parent_and_goes_back(void **state)
{
    struct pair *pair = *state;

    for (unsigned i = 0; i < COUNT_OF(devices); i++) {
        for (unsigned round = 0; round < 2; round++) {
            assert_int_equal(devices[i].get(i), 0);
            assert_true(client_slot_is_full(i));
            assert_int_equal(held(pair), 1);
            assert_leased(pair, i);
            assert_int_equal(devices[i].get(90), seL4_RevokeFirst); /* somebody here has it */
            assert_false(client_slot_is_full(90));
            assert_leased(pair, i);
            assert_int_equal(
                sel4rpc_simple_free(&child.state, devices[i].kind, devices[i].first, devices[i].last), 0);
            assert_false(client_slot_is_full(i));
            assert_int_equal(held(pair), 0);
        }
    }
}

static RpcMessage asked;

static int remember(sel4rpc_server_env_t *env, void *data, RpcMessage *message)
{
    asked = *message;
    return sel4rpc_default_handler(env, data, message);
}

static void what_is_said_of_an_interrupt_reaches_the_parent(void **state)
{
    struct pair *pair = *state;
    const IrqAllocMessagex86_MSI msi = {.pci_bus = 1, .pci_dev = 2, .pci_func = 3, .handle = 4, .vector = 9};
    const IrqAllocMessagex86_IOAPIC pin = {.ioapic = 0, .pin = 18, .level = 1, .polarity = 0, .vector = 10};

    pair->env.handler = remember;
    assert_int_equal(arch_simple_get_msi(&child.simple.arch_simple, path(0), 1, 2, 3, 4, 9), 0);
    assert_memory_equal(&asked.msg.irq.type.msi, &msi, sizeof(msi));
    assert_int_equal(arch_simple_get_ioapic(&child.simple.arch_simple, path(1), 0, 18, 1, 0, 10), 0);
    assert_memory_equal(&asked.msg.irq.type.ioapic, &pin, sizeof(pin));
}

/* The hosted kernel has one I/O APIC; the pins of a second one follow its pins. */
static seL4_Error get_pin_of_any(void *data, seL4_CNode root, seL4_Word index, uint8_t depth,
                                 seL4_Word ioapic, seL4_Word pin, seL4_Word level, seL4_Word polarity,
                                 seL4_Word vector)
{
    arch_simple_t *real = &fixture_simple()->arch_simple;

    (void)data;
    return real->ioapic(real->data, root, index, depth, 0, pin + ioapic, level, polarity, vector);
}

static void pins_of_two_io_apics_are_told_apart(void **state)
{
    struct pair *pair = *state;
    arch_simple_t *simple = &child.simple.arch_simple;
    simple_t parents = *pair->env.simple;

    parents.arch_simple.ioapic = get_pin_of_any;
    pair->env.simple = &parents;
    assert_int_equal(arch_simple_get_ioapic(simple, path(0), 0, 18, 1, 1, 10), 0);
    assert_int_equal(arch_simple_get_ioapic(simple, path(1), 1, 18, 1, 1, 11), 0);
    uint64_t second = SEL4RPC_PIN(1, 18);
    assert_int_equal(sel4rpc_simple_free(&child.state, LeaseKind_IOAPIC, second, second), 0);
    assert_true(client_slot_is_full(0));
    assert_false(client_slot_is_full(1));
    assert_int_equal(sel4rpc_simple_clean_up(&child.state), 0);
    pair->env.simple = fixture_simple();
}

static void what_is_not_recorded_cannot_be_given_back(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(get_irq(0), 0);
    assert_int_equal(sel4rpc_simple_free(&child.state, LeaseKind_IRQ, 6, 6), seL4_FailedLookup);
    assert_int_equal(sel4rpc_simple_free(&child.state, LeaseKind_MSI, 5, 5), seL4_FailedLookup);
    assert_int_equal(sel4rpc_simple_free(&child.state, LeaseKind_IRQ, 5, 6), seL4_FailedLookup);
    sel4rpc_simple_returned(&child.state, LeaseKind_IRQ, 6, 6);
    assert_int_equal(held(pair), 1);
}

static void without_a_record_nothing_is_asked(void **state)
{
    struct pair *pair = *state;

    for (unsigned i = 0; i < RECORDS; i++) {
        assert_int_equal(simple_get_IRQ_handler(&child.simple, (int)i + 6, path(i)), 0);
    }
    unsigned served = pair->served;
    for (unsigned i = 0; i < COUNT_OF(devices); i++) {
        assert_int_equal(devices[i].get(RECORDS), seL4_NotEnoughMemory);
    }
    assert_int_equal(pair->served, served);
    assert_int_equal(sel4rpc_simple_clean_up(&child.state), 0);
    assert_int_equal(held(pair), 0);
}

static void error_is_the_parents(void **state)
{
    struct pair *pair = *state;
    cspacepath_t there = path(0);

    assert_int_equal(simple_get_IRQ_handler(&child.simple, -1, there), seL4_RangeError);
    assert_int_equal(simple_get_IOPort_cap(&child.simple, 9, 8, there.root, there.capPtr, there.capDepth),
                     seL4_InvalidArgument);
    assert_int_equal(
        arch_simple_get_ioapic(&child.simple.arch_simple, there, (seL4_Word)1 << 31, 18, 1, 1, 10),
        seL4_RangeError);
    assert_int_equal(get_irq(0), 0);
    assert_int_equal(get_ports(0), seL4_FailedLookup); /* the slot is full */
    assert_int_equal(held(pair), 1);
    there.capDepth = 0;
    assert_int_equal(simple_get_IRQ_handler(&child.simple, 6, there), seL4_InvalidArgument);
    pair->client.server_ep = SEL4UTILS_CNODE_SLOT;
    assert_int_equal(get_msi(1), seL4_InvalidCapability);
    pair->client.server_ep = SEL4UTILS_FIRST_FREE;
}

static int keep(sel4rpc_server_env_t *env, void *data, RpcMessage *message)
{
    (void)data;
    return message->which_msg == RpcMessage_release_tag ? seL4_IllegalOperation
                                                        : sel4rpc_default_handler(env, NULL, message);
}

static void what_the_parent_does_not_take_is_owed_until_it_is_asked_for_again(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(get_irq(0), 0);
    pair->env.handler = keep;
    sel4rpc_simple_returned(&child.state, LeaseKind_IRQ, 5, 5);
    assert_int_equal(get_irq(1), seL4_RevokeFirst);
    assert_false(client_slot_is_full(1));
    assert_int_equal(held(pair), 1);
    assert_int_equal(sel4rpc_simple_clean_up(&child.state), seL4_IllegalOperation);
    pair->env.handler = sel4rpc_default_handler;
    assert_int_equal(get_irq(1), 0);
    assert_int_equal(held(pair), 1);
}

static void what_is_owed_goes_back_though_no_record_is_unused(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(get_irq(0), 0);
    assert_int_equal(get_ports(1), 0);
    assert_int_equal(get_msi(2), 0);
    pair->env.handler = keep;
    assert_int_equal(sel4rpc_simple_free(&child.state, LeaseKind_IRQ, 5, 5), seL4_IllegalOperation);
    pair->env.handler = sel4rpc_default_handler;
    assert_int_equal(get_irq(3), 0);
    assert_false(client_slot_is_full(0));
    assert_int_equal(held(pair), RECORDS);
}

static uint64_t kept_cookie;

static int keep_one(sel4rpc_server_env_t *env, void *data, RpcMessage *message)
{
    bool is_kept = message->which_msg == RpcMessage_release_tag && message->msg.release.cookie == kept_cookie;

    (void)data;
    return is_kept ? seL4_IllegalOperation : sel4rpc_default_handler(env, NULL, message);
}

static void clean_up_gives_back_what_the_parent_takes_and_tells_of_the_rest(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(get_irq(0), 0);
    assert_int_equal(get_ports(1), 0);
    kept_cookie = child.records[0].cookie;
    pair->env.handler = keep_one;
    assert_int_equal(sel4rpc_simple_clean_up(&child.state), seL4_IllegalOperation);
    assert_int_equal(held(pair), 1);
    pair->env.handler = sel4rpc_default_handler;
    assert_int_equal(sel4rpc_simple_clean_up(&child.state), 0);
    assert_int_equal(held(pair), 0);
}

static void lease_that_is_gone_already_is_forgotten(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(get_irq(0), 0);
    fixture_switch(fixture_root());
    assert_int_equal(sel4rpc_server_release_client(&pair->env, PAIR_BADGE), 0);
    fixture_switch(pair->client_thread);
    assert_int_equal(sel4rpc_simple_free(&child.state, LeaseKind_IRQ, 5, 5), 0);
    assert_int_equal(sel4rpc_simple_free(&child.state, LeaseKind_IRQ, 5, 5), seL4_FailedLookup);
}

static void what_is_handed_over_needs_no_record(void **state)
{
    struct pair *pair = *state;

    assert_int_equal(sel4rpc_server_unregister(&pair->env, PAIR_BADGE), 0);
    sel4rpc_server_clean_up(&pair->env);
    assert_int_equal(sel4rpc_server_init(&pair->env, fixture_vka(), NULL, NULL, &own_reply, fixture_simple()),
                     0);
    for (unsigned i = 0; i < 2 * RECORDS; i++) {
        assert_int_equal(get_irq(0), 0);
        client_delete(0);
    }
    assert_int_equal(sel4rpc_simple_free(&child.state, LeaseKind_IRQ, 5, 5), seL4_FailedLookup);
}

static void other_members_tell_of_nothing(void **state)
{
    (void)state;
    assert_int_equal(simple_get_cap_count(&child.simple), 0);
    assert_int_equal(simple_get_untyped_count(&child.simple), 0);
    assert_int_equal(simple_get_userimage_count(&child.simple), 0);
    assert_int_equal(simple_get_init_cap(&child.simple, seL4_CapIRQControl), seL4_CapNull);
    assert_int_equal(simple_get_nth_untyped(&child.simple, 0, NULL, NULL, NULL), seL4_CapNull);
}

/* The memory for records is the user's, and may hold anything. */
static void init_forgets_what_stood_in_the_records(void **state)
{
    struct pair *pair = *state;

    for (unsigned i = 0; i < RECORDS; i++) {
        child.records[i] =
            (sel4rpc_simple_record_t){.cookie = 9, .kind = LeaseKind_IRQ, .first = 5, .last = 5};
    }
    assert_int_equal(sel4rpc_simple_init(&child.state, &pair->client, child.records, RECORDS), 0);
    assert_int_equal(sel4rpc_simple_free(&child.state, LeaseKind_IRQ, 5, 5), seL4_FailedLookup);
    for (unsigned i = 0; i < RECORDS; i++) {
        assert_int_equal(devices[i].get(i), 0);
    }
}

static void init_refuses_what_is_missing(void **state)
{
    struct pair *pair = *state;
    sel4rpc_simple_t simple;

    assert_int_equal(sel4rpc_simple_init(NULL, &pair->client, child.records, 1), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_simple_init(&simple, NULL, child.records, 1), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_simple_init(&simple, &pair->client, NULL, 1), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_simple_init(&simple, &pair->client, child.records, 0), seL4_InvalidArgument);
}

#define SIMPLE_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIMPLE_TEST(each_kind_comes_from_the_parent_and_goes_back),
        SIMPLE_TEST(what_is_said_of_an_interrupt_reaches_the_parent),
        SIMPLE_TEST(pins_of_two_io_apics_are_told_apart),
        SIMPLE_TEST(what_is_not_recorded_cannot_be_given_back),
        SIMPLE_TEST(without_a_record_nothing_is_asked),
        SIMPLE_TEST(error_is_the_parents),
        SIMPLE_TEST(what_the_parent_does_not_take_is_owed_until_it_is_asked_for_again),
        SIMPLE_TEST(what_is_owed_goes_back_though_no_record_is_unused),
        SIMPLE_TEST(clean_up_gives_back_what_the_parent_takes_and_tells_of_the_rest),
        SIMPLE_TEST(lease_that_is_gone_already_is_forgotten),
        SIMPLE_TEST(what_is_handed_over_needs_no_record),
        SIMPLE_TEST(other_members_tell_of_nothing),
        SIMPLE_TEST(init_forgets_what_stood_in_the_records),
        SIMPLE_TEST(init_refuses_what_is_missing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
