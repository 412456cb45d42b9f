/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Admitting and dismissing clients, on the hosted kernel: whatever a client did with its endpoint capability,
 * nothing of it is left when it has been dismissed.
 */
#include "support/crowd.h"
#include "support/pair.h"
#include "support/test.h"

#include <vka/capops.h>
#include <vspace/arch/page.h>

#define FIRST_BADGE 1000
#define LAST_BADGE 1002

static const sel4rpc_limits_t some = {.memory_bytes = 1 << 20, .leases = 20, .objects = {.all = true}};

static int set_up(void **state)
{
    (void)crowd_set_up(state);
    struct crowd *crowd = *state;
    return sel4rpc_server_use_badges(&crowd->env, FIRST_BADGE, LAST_BADGE);
}

static cspacepath_t endpoint_of(const struct crowd *crowd)
{
    cspacepath_t path;

    vka_cspace_make_path(fixture_vka(), crowd->endpoint.cptr, &path);
    return path;
}

/* Admits a client, and gives client n of the crowd a copy of its capability; returns the badge. */
static seL4_Word admit(struct crowd *crowd, unsigned n)
{
    cspacepath_t endpoint = endpoint_of(crowd), copy;
    seL4_Word badge = 0;

    assert_int_equal(sel4rpc_server_admit(&crowd->env, &endpoint, &some, &badge, &copy, NULL), 0);
    seL4_CPtr own = sel4utils_copy_path_to_process(fixture_process(crowd->clients[n].thread), copy);
    assert_int_equal(sel4rpc_client_init(&crowd->clients[n].rpc, own), 0);
    return badge;
}

static int ask_for_a_frame(struct crowd *crowd, unsigned n, unsigned slot)
{
    sel4rpc_memory_t memory;
    int error =
        sel4rpc_alloc_memory(crowd_be(crowd, n), seL4_ARCH_4KPage, seL4_PageBits, client_slot(slot), &memory);

    crowd_be_server();
    return error;
}

static void dismiss(struct crowd *crowd, seL4_Word badge)
{
    bool more = true;

    assert_int_equal(sel4rpc_server_dismiss(&crowd->env, badge, UINT32_MAX, &more), 0);
    assert_false(more);
}

static void an_admitted_client_is_served_within_its_limits(void **state)
{
    struct crowd *crowd = *state;
    AccountMessage account;
    seL4_Word badge = admit(crowd, 0);

    assert_int_equal(badge, FIRST_BADGE);
    assert_int_equal(ask_for_a_frame(crowd, 0, 0), 0);
    assert_int_equal(sel4rpc_server_get_account(&crowd->env, badge, &account), 0);
    assert_int_equal(account.leases, 1);
    dismiss(crowd, badge);
}

static void a_badge_is_used_once(void **state)
{
    struct crowd *crowd = *state;
    cspacepath_t endpoint = endpoint_of(crowd), copy;
    const char *wrong = NULL;
    seL4_Word badge;

    for (seL4_Word expected = FIRST_BADGE; expected <= LAST_BADGE; expected++) {
        assert_int_equal(sel4rpc_server_admit(&crowd->env, &endpoint, &some, &badge, &copy, NULL), 0);
        assert_int_equal(badge, expected);
        dismiss(crowd, badge);
    }
    assert_int_equal(sel4rpc_server_admit(&crowd->env, &endpoint, &some, &badge, &copy, &wrong),
                     seL4_RangeError);
    assert_string_equal(wrong, "badge");
    assert_int_equal(sel4rpc_server_use_badges(&crowd->env, LAST_BADGE, LAST_BADGE + 10), seL4_RangeError);
    assert_int_equal(sel4rpc_server_use_badges(&crowd->env, LAST_BADGE + 1, LAST_BADGE + 1), 0);
    assert_int_equal(sel4rpc_server_admit(&crowd->env, &endpoint, &some, &badge, &copy, NULL), 0);
    dismiss(crowd, badge);
}

static void badges_of_notifications_and_of_registered_clients_are_left_out(void **state)
{
    struct crowd *crowd = *state;
    cspacepath_t endpoint = endpoint_of(crowd), copy;
    const seL4_Word expected[] = {0x1013, 0x1018, 0x1019, 0x101a};
    seL4_Word badge;

    assert_int_equal(sel4rpc_server_set_notifications(&crowd->env, 0x24), 0);
    assert_int_equal(sel4rpc_server_use_badges(&crowd->env, 0x1004, 0x2000), 0);
    assert_int_equal(sel4rpc_server_register(&crowd->env, 0x1008, &some, NULL), 0);
    for (seL4_Word number = 0x1009; number < 0x1010; number++) {
        if ((number & 0x24) == 0) {
            assert_int_equal(sel4rpc_server_register(&crowd->env, number, &some, NULL), 0);
        }
    }
    assert_int_equal(sel4rpc_server_register(&crowd->env, 0x1012, &some, NULL), 0);
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(sel4rpc_server_admit(&crowd->env, &endpoint, &some, &badge, &copy, NULL), 0);
        assert_int_equal(badge, expected[i]);
    }
    for (seL4_Word number = 0x1000; number < 0x1020; number++) {
        (void)sel4rpc_server_unregister(&crowd->env, number);
    }
}

static void bad_ranges_of_badges_are_refused(void **state)
{
    struct crowd *crowd = *state;

    assert_int_equal(sel4rpc_server_use_badges(&crowd->env, 0, 10), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_server_use_badges(&crowd->env, 5000, 4999), seL4_InvalidArgument);
}

static void bad_limits_admit_nobody(void **state)
{
    struct crowd *crowd = *state;
    cspacepath_t endpoint = endpoint_of(crowd), copy;
    const sel4rpc_limits_t bad = {.irqs = {.count = 1}};
    struct fixture_balance before = fixture_get_balance();
    const char *wrong = NULL;
    seL4_Word badge;

    assert_int_equal(sel4rpc_server_admit(&crowd->env, &endpoint, &bad, &badge, &copy, &wrong),
                     seL4_InvalidArgument);
    assert_string_equal(wrong, "irqs");
    fixture_assert_balance(&before);
}

/* Also that the server knows no client yet. */
static void an_admission_that_fails_changes_nothing(void **state)
{
    struct crowd *crowd = *state;
    cspacepath_t empty, copy;
    seL4_Word badge;

    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &empty), 0);
    struct fixture_balance before = fixture_get_balance();
    assert_int_equal(sel4rpc_server_admit(&crowd->env, &empty, &some, &badge, &copy, NULL),
                     seL4_FailedLookup);
    fixture_assert_balance(&before);
    vka_cspace_free_path(fixture_vka(), empty);
    assert_int_equal(ask_for_a_frame(crowd, 0, 0), 0);
}

/* Otherwise it could not be dismissed. */
static void an_endpoint_that_lacks_a_right_admits_nobody(void **state)
{
    struct crowd *crowd = *state;
    cspacepath_t endpoint = endpoint_of(crowd), weak, copy;
    seL4_Word badge;

    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &weak), 0);
    for (unsigned right = 0; right < 4; right++) {
        seL4_CapRights_t rights = seL4_CapRights_new(right != 0, right != 1, right != 2, right != 3);
        assert_int_equal(vka_cnode_copy(&weak, &endpoint, rights), 0);
        struct fixture_balance before = fixture_get_balance();
        assert_int_equal(sel4rpc_server_admit(&crowd->env, &weak, &some, &badge, &copy, NULL),
                         seL4_IllegalOperation);
        fixture_assert_balance(&before);
        assert_int_equal(vka_cnode_delete(&weak), 0);
    }
    vka_cspace_free_path(fixture_vka(), weak);
}

static void a_badge_that_was_registered_is_given_to_nobody_else(void **state)
{
    struct crowd *crowd = *state;
    cspacepath_t endpoint = endpoint_of(crowd), copy;
    seL4_Word badge;

    assert_int_equal(sel4rpc_server_register(&crowd->env, FIRST_BADGE, &some, NULL), 0);
    dismiss(crowd, FIRST_BADGE);
    assert_int_equal(sel4rpc_server_admit(&crowd->env, &endpoint, &some, &badge, &copy, NULL), 0);
    assert_int_equal(badge, FIRST_BADGE + 1);
    dismiss(crowd, badge);
}

static void badges_do_not_begin_again_behind_the_last(void **state)
{
    struct crowd *crowd = *state;
    cspacepath_t endpoint = endpoint_of(crowd), copy;
    seL4_Word badge, last = seL4_WordBits == 64 ? (seL4_Word)-2 : ((seL4_Word)1 << 28) - 1;

    assert_int_equal(sel4rpc_server_use_badges(&crowd->env, last, last + 1), seL4_RangeError);
    assert_int_equal(sel4rpc_server_use_badges(&crowd->env, last, last), 0);
    assert_int_equal(sel4rpc_server_admit(&crowd->env, &endpoint, &some, &badge, &copy, NULL), 0);
    dismiss(crowd, badge);
    assert_int_equal(sel4rpc_server_use_badges(&crowd->env, last, last), seL4_RangeError);
    assert_int_equal(sel4rpc_server_admit(&crowd->env, &endpoint, &some, &badge, &copy, NULL),
                     seL4_RangeError);
}

/* ---- Releasing in steps. */

static void hold_two_and_release_one(struct crowd *crowd)
{
    bool more;

    assert_int_equal(sel4rpc_server_register(&crowd->env, crowd->clients[0].badge, &some, NULL), 0);
    assert_int_equal(ask_for_a_frame(crowd, 0, 0), 0);
    assert_int_equal(ask_for_a_frame(crowd, 0, 1), 0);
    assert_int_equal(sel4rpc_server_release_some(&crowd->env, crowd->clients[0].badge, 1, &more), 0);
    assert_true(more);
    assert_int_equal(ask_for_a_frame(crowd, 0, 2), seL4_IllegalOperation);
}

static void a_closed_client_is_open_again_after_a_clean_up(void **state)
{
    struct crowd *crowd = *state;

    hold_two_and_release_one(crowd);
    sel4rpc_server_clean_up(&crowd->env);
    assert_int_equal(ask_for_a_frame(crowd, 0, 2), 0);
}

static void a_closed_client_is_open_again_when_it_holds_nothing(void **state)
{
    struct crowd *crowd = *state;
    LeaseMessage lease = {.cookie = 0};

    hold_two_and_release_one(crowd);
    assert_int_equal(sel4rpc_next_lease(crowd_be(crowd, 0), &lease), 0);
    assert_int_equal(sel4rpc_release(&crowd->clients[0].rpc, lease.cookie), 0);
    crowd_be_server();
    assert_int_equal(ask_for_a_frame(crowd, 0, 2), 0);
}

/* A client has the blocks of the most leases that it has held. */
static void release_client_gives_a_clients_blocks_to_others(void **state)
{
    static sel4rpc_lease_block_t block;
    struct crowd *crowd = *state;

    assert_int_equal(sel4rpc_server_use_memory(&crowd->env, &block, sizeof(block)), 0);
    for (unsigned n = 0; n < 2; n++) {
        assert_int_equal(sel4rpc_server_register(&crowd->env, crowd->clients[n].badge, &some, NULL), 0);
    }
    assert_int_equal(ask_for_a_frame(crowd, 0, 0), 0);
    assert_int_equal(ask_for_a_frame(crowd, 1, 0), seL4_NotEnoughMemory);
    assert_int_equal(sel4rpc_server_release_client(&crowd->env, crowd->clients[0].badge), 0);
    assert_int_equal(ask_for_a_frame(crowd, 1, 0), 0);
}

/* Frees an endpoint of which clients have copies: while one of them is left, its memory is in use. */
static void free_everywhere(vka_object_t *endpoint)
{
    cspacepath_t path;

    vka_cspace_make_path(fixture_vka(), endpoint->cptr, &path);
    assert_int_equal(vka_cnode_revoke(&path), 0);
    vka_free_object(fixture_vka(), endpoint);
}

/* Client 0 sends its capability to client 1, and dies. */
static void a_copy_at_an_accomplice_is_gone_after_dismissal(void **state)
{
    struct crowd *crowd = *state;
    seL4_Word badge = admit(crowd, 0), sender;
    vka_object_t chat;
    sel4rpc_client_t stolen;

    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &chat), 0);
    seL4_CPtr chat0 = fixture_give_endpoint(crowd->clients[0].thread, &chat, 0);
    seL4_CPtr chat1 = fixture_give_endpoint(crowd->clients[1].thread, &chat, 0);
    seL4_IPCBuffer *buffer = fixture_ipc_buffer(crowd->clients[1].thread);
    buffer->receiveCNode = client_slot(50).root;
    buffer->receiveIndex = client_slot(50).index;
    buffer->receiveDepth = client_slot(50).depth;
    fixture_begin(crowd->clients[1].thread, ABI_SYS_RECV, chat1, seL4_MessageInfo_new(0, 0, 0, 0));
    sel4rpc_client_t *rpc = crowd_be(crowd, 0);
    seL4_SetCap(0, rpc->server_ep);
    seL4_Send(chat0, seL4_MessageInfo_new(0, 0, 1, 0));
    crowd_be_server();
    (void)fixture_finish(crowd->clients[1].thread, &sender);
    crowd_crash(crowd, 0);
    dismiss(crowd, badge);
    crowd_be(crowd, 1);
    assert_false(client_slot_is_full(50));
    assert_int_equal(sel4rpc_client_init(&stolen, client_slot(50).index), 0);
    RpcMessage message = {.which_msg = RpcMessage_version_tag};
    assert_int_not_equal(sel4rpc_call(&stolen, &message, 0, 0, 0), 0);
    crowd_be_server();
    free_everywhere(&chat);
    crowd_destroy(crowd, 0);
    crowd_start(crowd, 0);
}

static void a_queued_request_is_cancelled_by_dismissal(void **state)
{
    struct crowd *crowd = *state;
    seL4_Word badge = admit(crowd, 0), other = admit(crowd, 1);

    fixture_ipc_buffer(crowd->clients[0].thread)->msg[0] = SEL4RPC_MSG_MAGIC;
    fixture_call_begin(crowd->clients[0].thread, crowd->clients[0].rpc.server_ep,
                       seL4_MessageInfo_new(0, 0, 0, 2));
    dismiss(crowd, badge);
    /* The next request that arrives is the other client's. */
    assert_int_equal(ask_for_a_frame(crowd, 1, 0), 0);
    dismiss(crowd, other);
}

static void dismissal_goes_in_steps_and_grants_nothing_meanwhile(void **state)
{
    struct crowd *crowd = *state;
    seL4_Word badge = admit(crowd, 0);
    AccountMessage account;
    bool more = false;

    for (unsigned i = 0; i < 10; i++) {
        assert_int_equal(ask_for_a_frame(crowd, 0, i), 0);
    }
    assert_int_equal(sel4rpc_server_dismiss(&crowd->env, badge, 4, &more), 0);
    assert_true(more);
    assert_int_equal(sel4rpc_server_get_account(&crowd->env, badge, &account), 0);
    assert_int_equal(account.leases, 6);
    assert_int_equal(sel4rpc_server_dismiss(&crowd->env, badge, 4, &more), 0);
    assert_true(more);
    assert_int_equal(sel4rpc_server_dismiss(&crowd->env, badge, 4, &more), 0);
    assert_false(more);
    assert_int_equal(sel4rpc_server_dismiss(&crowd->env, badge, 4, &more), seL4_FailedLookup);
    assert_false(more);
}

/* Slots, capabilities, leases and records: the fixture compares them all. */
static void a_dismissed_client_leaves_nothing_behind(void **state)
{
    struct crowd *crowd = *state;
    cspacepath_t endpoint = endpoint_of(crowd), copy;
    struct fixture_balance before = fixture_get_balance();
    seL4_Word badge;

    assert_int_equal(sel4rpc_server_admit(&crowd->env, &endpoint, &some, &badge, &copy, NULL), 0);
    dismiss(crowd, badge);
    fixture_assert_balance(&before);
    assert_int_equal(crowd->env.pool.in_use, 0);
    assert_int_equal(crowd->env.clients.count, 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, crowd_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_admitted_client_is_served_within_its_limits),
        TEST(an_admission_that_fails_changes_nothing),
        TEST(an_endpoint_that_lacks_a_right_admits_nobody),
        TEST(a_badge_that_was_registered_is_given_to_nobody_else),
        TEST(badges_do_not_begin_again_behind_the_last),
        TEST(a_closed_client_is_open_again_after_a_clean_up),
        TEST(a_closed_client_is_open_again_when_it_holds_nothing),
        TEST(release_client_gives_a_clients_blocks_to_others),
        TEST(a_badge_is_used_once),
        TEST(badges_of_notifications_and_of_registered_clients_are_left_out),
        TEST(bad_ranges_of_badges_are_refused),
        TEST(bad_limits_admit_nobody),
        TEST(a_copy_at_an_accomplice_is_gone_after_dismissal),
        TEST(a_queued_request_is_cancelled_by_dismissal),
        TEST(dismissal_goes_in_steps_and_grants_nothing_meanwhile),
        TEST(a_dismissed_client_leaves_nothing_behind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
