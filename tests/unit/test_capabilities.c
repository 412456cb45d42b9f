/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Capabilities by name, on the hosted kernel: what a parent offers, who gets it, and how it is taken back.
 */
#include "support/crowd.h"
#include "support/pair.h"
#include "support/test.h"

#include <sel4utils/api.h>
#include <vka/capops.h>
#include <vka/object_capops.h>

#define FRAME_NAME 3 /* lent */
#define BADGED_NAME 7

static vka_object_t frame, service;
static sel4rpc_offer_t offers[2];
static sel4rpc_limits_t limits;

static cspacepath_t path_of(const vka_object_t *object)
{
    cspacepath_t path;

    vka_cspace_make_path(fixture_vka(), object->cptr, &path);
    return path;
}

static int set_up(void **state)
{
    assert_int_equal(crowd_set_up(state), 0);
    struct crowd *crowd = *state;

    assert_int_equal(vka_alloc_frame(fixture_vka(), seL4_PageBits, &frame), 0);
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &service), 0);
    crowd->before = fixture_get_balance();
    offers[0] = (sel4rpc_offer_t){.name = FRAME_NAME, .master = path_of(&frame), .rights = seL4_AllRights};
    offers[1] = (sel4rpc_offer_t){
        .name = BADGED_NAME, .master = path_of(&service), .rights = seL4_CanWrite, .badge = 0x55};
    limits = (sel4rpc_limits_t){.leases = 3, .offers = offers, .offer_count = COUNT_OF(offers)};
    for (unsigned n = 0; n < CROWD_CLIENTS - 1; n++) {
        assert_int_equal(sel4rpc_server_register(&crowd->env, crowd->clients[n].badge, &limits, NULL), 0);
    }
    return 0;
}

static int tear_down(void **state)
{
    struct crowd *crowd = *state;

    sel4rpc_server_clean_up(&crowd->env);
    vka_free_object(fixture_vka(), &service);
    vka_free_object(fixture_vka(), &frame);
    crowd->before = fixture_get_balance();
    return crowd_tear_down(state);
}

static int get(struct crowd *crowd, unsigned n, uint64_t name, unsigned slot, uint64_t *cookie)
{
    int error = sel4rpc_get_capability(crowd_be(crowd, n), name, client_slot(slot), cookie);

    crowd_be_server();
    return error;
}

static bool has(struct crowd *crowd, unsigned n, unsigned slot)
{
    crowd_be(crowd, n);
    bool full = client_slot_is_full(slot);
    crowd_be_server();
    return full;
}

static void what_is_offered_arrives_and_is_a_lease(void **state)
{
    struct crowd *crowd = *state;
    uint64_t cookie = 0, position = 0;
    LeaseMessage lease;
    seL4_Word badge;

    assert_int_equal(get(crowd, 0, FRAME_NAME, 0, &cookie), 0);
    assert_true(has(crowd, 0, 0));
    assert_true(sel4rpc_server_next_lease(&crowd->env, &position, &lease, &badge));
    assert_int_equal(badge, crowd->clients[0].badge);
    assert_int_equal(lease.cookie, cookie);
    assert_int_equal(lease.kind, LeaseKind_CAPABILITY);
    assert_int_equal(lease.first, FRAME_NAME);
    assert_int_equal(lease.last, FRAME_NAME);
    assert_int_equal(sel4rpc_server_release(&crowd->env, badge, cookie), 0);
    assert_false(has(crowd, 0, 0));
}

static void what_is_not_offered_is_refused(void **state)
{
    struct crowd *crowd = *state;
    const uint64_t names[] = {0, FRAME_NAME - 1, FRAME_NAME + 1, BADGED_NAME + 1, UINT64_MAX};

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_int_equal(get(crowd, 0, names[i], 0, NULL), seL4_IllegalOperation);
    }
    assert_int_equal(get(crowd, CROWD_CLIENTS - 1, FRAME_NAME, 0, NULL), seL4_IllegalOperation);
}

static void what_is_lent_goes_to_one_client_at_a_time(void **state)
{
    struct crowd *crowd = *state;
    uint64_t cookie;

    assert_int_equal(get(crowd, 0, FRAME_NAME, 0, &cookie), 0);
    assert_int_equal(get(crowd, 1, FRAME_NAME, 0, NULL), seL4_RevokeFirst);
    assert_int_equal(get(crowd, 0, FRAME_NAME, 1, NULL), seL4_RevokeFirst);
    assert_int_equal(sel4rpc_release(crowd_be(crowd, 0), cookie), 0);
    crowd_be_server();
    assert_false(has(crowd, 0, 0));
    assert_int_equal(get(crowd, 1, FRAME_NAME, 0, NULL), 0);
}

/* A copy of a copy is a sibling to the kernel: only the master's revocation reaches it. */
static void taking_back_what_is_lent_reaches_copies_of_it(void **state)
{
    struct crowd *crowd = *state;
    sel4rpc_slot_t from = client_slot(0), to = client_slot(1);

    assert_int_equal(get(crowd, 0, FRAME_NAME, 0, NULL), 0);
    crowd_be(crowd, 0);
    assert_int_equal(seL4_CNode_Copy(to.root, to.index, (seL4_Uint8)to.depth, from.root, from.index,
                                     (seL4_Uint8)from.depth, seL4_AllRights),
                     0);
    client_delete(0);
    crowd_be_server();
    assert_int_equal(sel4rpc_server_release_client(&crowd->env, crowd->clients[0].badge), 0);
    assert_false(has(crowd, 0, 1));
    assert_int_equal(get(crowd, 1, FRAME_NAME, 0, NULL), 0);
}

static void what_is_badged_goes_to_many_and_comes_back_from_each_alone(void **state)
{
    struct crowd *crowd = *state;

    assert_int_equal(get(crowd, 0, BADGED_NAME, 0, NULL), 0);
    assert_int_equal(get(crowd, 1, BADGED_NAME, 0, NULL), 0);
    assert_int_equal(get(crowd, 1, BADGED_NAME, 1, NULL), 0);
    assert_int_equal(sel4rpc_server_release_client(&crowd->env, crowd->clients[0].badge), 0);
    assert_false(has(crowd, 0, 0));
    assert_true(has(crowd, 1, 0));
    assert_true(has(crowd, 1, 1));
}

static void a_badged_capability_has_the_badge_and_the_rights_of_the_offer(void **state)
{
    struct crowd *crowd = *state;
    sel4rpc_slot_t own = client_slot(0);
    seL4_Word badge;

    assert_int_equal(get(crowd, 0, BADGED_NAME, 0, NULL), 0);
    fixture_begin(crowd->clients[0].thread, ABI_SYS_SEND, own.index, seL4_MessageInfo_new(0, 0, 0, 0));
    (void)api_recv(service.cptr, &badge, 0);
    assert_int_equal(badge, 0x55);
    fixture_begin(crowd->clients[0].thread, ABI_SYS_NBRECV, own.index, seL4_MessageInfo_new(0, 0, 0, 0));
    assert_false(fixture_is_done(crowd->clients[0].thread)); /* it cannot receive: a fault */
    crowd_destroy(crowd, 0);
    crowd_start(crowd, 0);
}

static void capabilities_count_as_leases(void **state)
{
    struct crowd *crowd = *state;
    RpcMessage message = {.which_msg = RpcMessage_capability_tag, .msg.capability = {.name = BADGED_NAME}};

    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(get(crowd, 0, BADGED_NAME, i, NULL), 0);
    }
    sel4rpc_slot_t slot = client_slot(3);
    assert_int_equal(sel4rpc_call(crowd_be(crowd, 0), &message, slot.root, slot.index, slot.depth), 0);
    crowd_be_server();
    assert_int_equal(message.msg.ret.errorCode, seL4_NotEnoughMemory);
    assert_int_equal(message.msg.ret.reason, Reason_LEASES_LIMIT);
}

static void a_client_lists_what_it_is_offered(void **state)
{
    struct crowd *crowd = *state;
    sel4rpc_client_t *client = crowd_be(crowd, 0);
    const uint64_t names[] = {FRAME_NAME, BADGED_NAME};
    RangeMessage range;

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        range = (RangeMessage){.kind = LeaseKind_CAPABILITY, .index = i};
        assert_int_equal(sel4rpc_get_range(client, &range), 0);
        assert_int_equal(range.first, names[i]);
        assert_int_equal(range.last, names[i]);
    }
    range = (RangeMessage){.kind = LeaseKind_CAPABILITY, .index = 2};
    assert_int_equal(sel4rpc_get_range(client, &range), seL4_FailedLookup);
    crowd_be_server();
}

static void a_client_that_is_dismissed_loses_it(void **state)
{
    struct crowd *crowd = *state;
    bool more = true;

    assert_int_equal(get(crowd, 0, FRAME_NAME, 0, NULL), 0);
    assert_int_equal(get(crowd, 0, BADGED_NAME, 1, NULL), 0);
    assert_int_equal(sel4rpc_server_dismiss(&crowd->env, crowd->clients[0].badge, 8, &more), 0);
    assert_false(more);
    assert_false(has(crowd, 0, 0));
    assert_false(has(crowd, 0, 1));
    assert_int_equal(get(crowd, 1, FRAME_NAME, 0, NULL), 0);
}

static void a_master_that_is_gone_is_refused_and_lends_nothing(void **state)
{
    struct crowd *crowd = *state;
    cspacepath_t empty;

    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &empty), 0);
    offers[0].master = empty;
    assert_int_equal(get(crowd, 0, FRAME_NAME, 0, NULL), seL4_FailedLookup);
    assert_false(offers[0].is_lent);
    vka_cspace_free_path(fixture_vka(), empty);
    offers[0].master = path_of(&frame);
    assert_int_equal(get(crowd, 0, FRAME_NAME, 0, NULL), 0);
}

static void a_lease_that_the_kernel_keeps_does_not_keep_the_others(void **state)
{
    struct crowd *crowd = *state;
    seL4_Word badge = crowd->clients[0].badge;
    AccountMessage account;
    bool more;

    assert_int_equal(get(crowd, 0, BADGED_NAME, 0, NULL), 0);
    assert_int_equal(get(crowd, 0, BADGED_NAME, 1, NULL), 0);
    assert_int_equal(get(crowd, 0, FRAME_NAME, 2, NULL), 0); /* the first to be released */
    offers[0].master.root = 4000;
    for (unsigned left = 2; left > 0; left--) {
        assert_int_not_equal(sel4rpc_server_dismiss(&crowd->env, badge, 1, &more), 0);
        assert_true(more);
        assert_int_equal(sel4rpc_server_get_account(&crowd->env, badge, &account), 0);
        assert_int_equal(account.leases, left);
    }
    offers[0].master = path_of(&frame);
    assert_int_equal(sel4rpc_server_dismiss(&crowd->env, badge, 1, &more), 0);
    assert_false(more);
}

static void offers_that_do_not_ascend_are_refused(void **state)
{
    struct crowd *crowd = *state;
    seL4_Word badge = crowd->clients[CROWD_CLIENTS - 1].badge;
    sel4rpc_offer_t bad[] = {{.name = 2}, {.name = 2}};
    const char *wrong = NULL;

    sel4rpc_limits_t same = {.offers = bad, .offer_count = 2};
    assert_int_equal(sel4rpc_server_register(&crowd->env, badge, &same, &wrong), seL4_InvalidArgument);
    assert_string_equal(wrong, "offers");
    bad[1].name = 1;
    assert_int_equal(sel4rpc_server_register(&crowd->env, badge, &same, &wrong), seL4_InvalidArgument);
    same.offers = NULL;
    assert_int_equal(sel4rpc_server_register(&crowd->env, badge, &same, &wrong), seL4_InvalidArgument);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_offered_arrives_and_is_a_lease),
        TEST(what_is_not_offered_is_refused),
        TEST(what_is_lent_goes_to_one_client_at_a_time),
        TEST(taking_back_what_is_lent_reaches_copies_of_it),
        TEST(what_is_badged_goes_to_many_and_comes_back_from_each_alone),
        TEST(a_badged_capability_has_the_badge_and_the_rights_of_the_offer),
        TEST(capabilities_count_as_leases),
        TEST(a_client_lists_what_it_is_offered),
        TEST(a_client_that_is_dismissed_loses_it),
        TEST(a_master_that_is_gone_is_refused_and_lends_nothing),
        TEST(a_lease_that_the_kernel_keeps_does_not_keep_the_others),
        TEST(offers_that_do_not_ascend_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
