/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registering clients: where their table is, how it grows, and how clients are found in it.
 */
#include "support/is_valid.h"
#include "support/registering.h"
#include "support/steps.h"
#include "support/test.h"

#include <vspace/arch/page.h>

#define FIRST_CAPACITY 8 /* of a table from malloc */
#define MANY 700

static int register_badge(struct served *served, seL4_Word badge)
{
    const char *wrong = "nothing was said";
    int error = sel4rpc_server_register(&served->env, badge, &unlimited, &wrong);

    assert_true(wrong == NULL || (error != 0 && strcmp(wrong, "badge") == 0));
    return error;
}

static bool is_registered(const struct served *served, seL4_Word badge)
{
    AccountMessage account;
    int error = sel4rpc_server_get_account(&served->env, badge, &account);

    assert_true(error == 0 || error == seL4_FailedLookup);
    return error == 0;
}

static void a_badge_is_registered_once(void **state)
{
    struct served *served = *state;

    assert_int_equal(register_badge(served, A_CLIENT), 0);
    assert_int_equal(register_badge(served, A_CLIENT), seL4_DeleteFirst);
    assert_int_equal(served->env.clients.count, 1);
}

/* The client's own numbers do not conflict: the badge is the problem. */
static void a_badge_with_exclusive_numbers_is_registered_once(void **state)
{
    struct served *served = *state;
    sel4rpc_limits_t limits = {.irqs = {.all = true, .exclusive = true}};
    const char *wrong = "nothing was said";

    register_client(served, A_CLIENT, &limits);
    assert_int_equal(sel4rpc_server_register(&served->env, A_CLIENT, &limits, &wrong), seL4_DeleteFirst);
    assert_string_equal(wrong, "badge");
}

static void a_badge_can_be_registered_again_after_it_was_unregistered(void **state)
{
    struct served *served = *state;

    for (unsigned round = 0; round < 50; round++) {
        assert_int_equal(register_badge(served, A_CLIENT), 0);
        assert_true(is_registered(served, A_CLIENT));
        assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
        assert_false(is_registered(served, A_CLIENT));
        assert_true(server_is_valid(&served->env, true));
    }
}

static void a_badge_that_is_not_registered_cannot_be_unregistered(void **state)
{
    struct served *served = *state;

    assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), seL4_FailedLookup);
    assert_int_equal(register_badge(served, ANOTHER_CLIENT), 0);
    assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), seL4_FailedLookup);
}

static void any_number_but_0_is_a_badge(void **state)
{
    struct served *served = *state;
    const seL4_Word badges[] = {1, 2, (seL4_Word)-1, (seL4_Word)1 << (seL4_WordBits - 1)};

    for (size_t i = 0; i < COUNT_OF(badges); i++) {
        assert_false(is_registered(served, badges[i]));
        assert_int_equal(register_badge(served, badges[i]), 0);
        assert_true(is_registered(served, badges[i]));
    }
    assert_int_equal(register_badge(served, 0), seL4_InvalidArgument);
}

static void a_notifications_badge_is_not_registered(void **state)
{
    struct served *served = *state;

    assert_int_equal(sel4rpc_server_set_notifications(&served->env, 0x30), 0);
    assert_int_equal(register_badge(served, 0x10), seL4_InvalidArgument);
    assert_int_equal(register_badge(served, 0x27), seL4_InvalidArgument);
    assert_int_equal(register_badge(served, 0x4f), 0);
    assert_int_equal(sel4rpc_server_set_notifications(&served->env, 0x40), seL4_RevokeFirst);
    assert_int_equal(served->env.notifications, 0x30);
}

/* Consecutive badges, and badges that differ only in their upper bits. */
static seL4_Word badge_number(unsigned n)
{
    return n % 2 != 0 ? n : (seL4_Word)n << (seL4_WordBits - 11);
}

static void assert_found(const struct served *served, unsigned count, unsigned but_each)
{
    assert_true(server_is_valid(&served->env, true));
    for (unsigned i = 1; i <= count; i++) {
        assert_int_equal(is_registered(served, badge_number(i)), i % but_each != 0);
    }
}

static void hundreds_of_badges_are_found_and_no_other(void **state)
{
    struct served *served = *state;

    for (unsigned i = 1; i <= MANY; i++) {
        assert_int_equal(register_badge(served, badge_number(i)), 0);
    }
    assert_found(served, MANY, MANY + 1);
    assert_false(is_registered(served, badge_number(MANY + 1)));
    assert_false(is_registered(served, badge_number(MANY + 2)));
    for (unsigned i = 3; i <= MANY; i += 3) {
        assert_int_equal(sel4rpc_server_unregister(&served->env, badge_number(i)), 0);
    }
    assert_found(served, MANY, 3);
}

/* Each has a lease, so that sums and lists must move with the table. */
static void the_table_grows_while_clients_hold_leases(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_ARCH_4KPage, 12);

    for (seL4_Word badge = 1; badge <= 5 * FIRST_CAPACITY; badge++) {
        assert_int_equal(register_badge(served, badge), 0);
        assert_int_equal(serve(served, badge, &request).error, 0);
        assert_true(server_is_valid(&served->env, true));
    }
    for (seL4_Word badge = 1; badge <= 5 * FIRST_CAPACITY; badge++) {
        assert_account(served, badge, 1, 4096);
        assert_int_equal(sel4rpc_server_release_client(&served->env, badge), 0);
        assert_account(served, badge, 0, 0);
    }
}

static void a_first_table_that_malloc_has_not_is_refused(void **state)
{
    struct served *served = *state;

    steps_fail_at(1);
    assert_int_equal(register_badge(served, A_CLIENT), seL4_NotEnoughMemory);
    assert_true(steps_have_failed());
    assert_false(is_registered(served, A_CLIENT));
    assert_int_equal(register_badge(served, A_CLIENT), 0);
}

static void a_larger_table_that_malloc_has_not_is_refused_and_nobody_forgotten(void **state)
{
    struct served *served = *state;

    for (unsigned i = 1; i <= FIRST_CAPACITY; i++) {
        assert_int_equal(register_badge(served, badge_number(i)), 0);
    }
    sel4rpc_clients_t before = served->env.clients;
    steps_fail_at(1);
    assert_int_equal(register_badge(served, A_CLIENT * 1000), seL4_NotEnoughMemory);
    assert_true(steps_have_failed());
    assert_memory_equal(&served->env.clients, &before, sizeof(before));
    assert_found(served, FIRST_CAPACITY, 100);
    assert_int_equal(register_badge(served, A_CLIENT * 1000), 0);
}

static void the_table_goes_back_with_the_last_client(void **state)
{
    struct served *served = *state;

    assert_int_equal(register_badge(served, 1), 0);
    assert_int_equal(register_badge(served, 2), 0);
    assert_int_equal(sel4rpc_server_unregister(&served->env, 1), 0);
    assert_non_null(served->env.clients.records);
    assert_int_equal(sel4rpc_server_unregister(&served->env, 2), 0);
    assert_null(served->env.clients.records);
}

static void the_users_table_holds_as_many_as_were_given(void **state)
{
    struct served *served = *state;
    sel4rpc_client_record_t accounts[5];

    assert_int_equal(sel4rpc_server_use_client_memory(&served->env, accounts, COUNT_OF(accounts)), 0);
    steps_fail_at(1); /* malloc is not called */
    for (unsigned i = 1; i <= COUNT_OF(accounts); i++) {
        assert_int_equal(register_badge(served, badge_number(i)), 0);
    }
    assert_int_equal(register_badge(served, badge_number(6)), seL4_NotEnoughMemory);
    assert_found(served, COUNT_OF(accounts), 100);
    assert_int_equal(sel4rpc_server_unregister(&served->env, badge_number(3)), 0);
    assert_int_equal(register_badge(served, badge_number(6)), 0);
    assert_int_equal(register_badge(served, badge_number(3)), seL4_NotEnoughMemory);
    assert_false(steps_have_failed());
    for (unsigned i = 1; i <= 6; i++) {
        (void)sel4rpc_server_unregister(&served->env, badge_number(i));
    }
    assert_ptr_equal(served->env.clients.records, accounts);
    served->env.clients = (sel4rpc_clients_t){0}; /* drops the array */
}

static void the_users_table_is_refused_where_there_is_none(void **state)
{
    struct served *served = *state;
    sel4rpc_client_record_t account;

    assert_int_equal(sel4rpc_server_use_client_memory(&served->env, NULL, 5), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_server_use_client_memory(&served->env, &account, 0), seL4_InvalidArgument);
    assert_null(served->env.clients.records);
}

static void the_users_table_is_refused_while_a_client_is_registered(void **state)
{
    struct served *served = *state;
    sel4rpc_client_record_t account;

    assert_int_equal(register_badge(served, A_CLIENT), 0);
    assert_int_equal(sel4rpc_server_use_client_memory(&served->env, &account, 1), seL4_IllegalOperation);
    assert_true(is_registered(served, A_CLIENT));
}

static void the_users_table_can_be_replaced_by_another(void **state)
{
    struct served *served = *state;
    sel4rpc_client_record_t first[2];
    sel4rpc_client_record_t second[1];

    assert_int_equal(sel4rpc_server_use_client_memory(&served->env, first, 2), 0);
    assert_int_equal(sel4rpc_server_use_client_memory(&served->env, second, 1), 0);
    assert_int_equal(register_badge(served, 1), 0);
    assert_int_equal(register_badge(served, 2), seL4_NotEnoughMemory);
    assert_int_equal(sel4rpc_server_unregister(&served->env, 1), 0);
    served->env.clients = (sel4rpc_clients_t){0};
}

static void get_account_tells_what_may_be_held(void **state)
{
    struct served *served = *state;

    register_client(served, A_CLIENT, &(sel4rpc_limits_t){.memory_bytes = 12345, .leases = 6});
    AccountMessage account = account_of(served, A_CLIENT);
    assert_int_equal(account.memory_limit, 12345);
    assert_int_equal(account.leases_limit, 6);
    assert_int_equal(account.memory_bytes, 0);
    assert_int_equal(account.leases, 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_badge_is_registered_once),
        TEST(a_badge_with_exclusive_numbers_is_registered_once),
        TEST(a_badge_can_be_registered_again_after_it_was_unregistered),
        TEST(a_badge_that_is_not_registered_cannot_be_unregistered),
        TEST(any_number_but_0_is_a_badge),
        TEST(a_notifications_badge_is_not_registered),
        TEST(hundreds_of_badges_are_found_and_no_other),
        TEST(the_table_grows_while_clients_hold_leases),
        TEST(a_first_table_that_malloc_has_not_is_refused),
        TEST(a_larger_table_that_malloc_has_not_is_refused_and_nobody_forgotten),
        TEST(the_table_goes_back_with_the_last_client),
        TEST(the_users_table_holds_as_many_as_were_given),
        TEST(the_users_table_is_refused_where_there_is_none),
        TEST(the_users_table_is_refused_while_a_client_is_registered),
        TEST(the_users_table_can_be_replaced_by_another),
        TEST(get_account_tells_what_may_be_held),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
