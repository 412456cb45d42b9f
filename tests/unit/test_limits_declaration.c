/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Declarations of a client's limits: what is refused, which member the answer names, and that a refusal
 * changes nothing.
 */
#include "support/is_valid.h"
#include "support/registering.h"
#include "support/test.h"

#define NO_MAX UINT64_MAX

static const struct member {
    const char *name;
    size_t offset;
    uint64_t max;
} members[] = {
    {"addresses", offsetof(sel4rpc_limits_t, addresses), UINTPTR_MAX},
    {"objects", offsetof(sel4rpc_limits_t, objects), NO_MAX},
    {"irqs", offsetof(sel4rpc_limits_t, irqs), UINT32_MAX},
    {"msis", offsetof(sel4rpc_limits_t, msis), UINT32_MAX},
    {"pins", offsetof(sel4rpc_limits_t, pins), 2047},
    {"ports", offsetof(sel4rpc_limits_t, ports), 65535},
    {"cores", offsetof(sel4rpc_limits_t, cores), 255},
};

/* Limits in which only this member is set. */
static sel4rpc_limits_t only(const struct member *member, sel4rpc_set_t set)
{
    sel4rpc_limits_t limits = {0};

    *(sel4rpc_set_t *)((char *)&limits + member->offset) = set;
    return limits;
}

#define RANGES(...)                                                                                          \
    {                                                                                                        \
        .ranges = (const sel4rpc_range_t[]){__VA_ARGS__},                                                    \
        .count = COUNT_OF(((const sel4rpc_range_t[]){__VA_ARGS__}))                                          \
    }
#define SET(...) ((sel4rpc_set_t)RANGES(__VA_ARGS__))

static sel4rpc_set_t exclusive(sel4rpc_set_t set)
{
    set.exclusive = true;
    return set;
}

/* Expects a refusal that names the member and leaves the server's books unchanged. */
static void assert_declaration_refused(struct served *served, const sel4rpc_limits_t *limits,
                                       seL4_Error error, const char *name)
{
    sel4rpc_clients_t before = served->env.clients;
    const char *wrong = "nothing was said";
    AccountMessage account;

    assert_int_equal(sel4rpc_server_register(&served->env, A_CLIENT, limits, &wrong), error);
    assert_non_null(wrong);
    assert_string_equal(wrong, name);
    assert_int_equal(sel4rpc_server_register(&served->env, A_CLIENT, limits, NULL), error);
    assert_memory_equal(&served->env.clients, &before, sizeof(before));
    assert_int_equal(sel4rpc_server_get_account(&served->env, A_CLIENT, &account), seL4_FailedLookup);
    assert_true(server_is_valid(&served->env, true));
}

static void assert_each_member_refuses(struct served *served, sel4rpc_set_t set, seL4_Error error)
{
    for (size_t i = 0; i < COUNT_OF(members); i++) {
        sel4rpc_limits_t limits = only(&members[i], set);
        assert_declaration_refused(served, &limits, error, members[i].name);
    }
}

static void assert_each_member_takes(struct served *served, sel4rpc_set_t set)
{
    for (size_t i = 0; i < COUNT_OF(members); i++) {
        sel4rpc_limits_t limits = only(&members[i], set);
        register_client(served, A_CLIENT, &limits);
        assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
    }
}

static void limits_of_nothing_and_of_everything_are_taken(void **state)
{
    struct served *served = *state;
    const sel4rpc_limits_t nothing = {0};

    register_client(served, A_CLIENT, &nothing);
    register_client(served, ANOTHER_CLIENT, &unlimited);
}

static void a_range_that_is_empty_is_refused(void **state)
{
    assert_each_member_refuses(*state, SET({1, 0}), seL4_InvalidArgument);
    assert_each_member_refuses(*state, SET({0, 5}, {8, 7}), seL4_InvalidArgument);
}

static void a_range_that_is_wrapped_is_refused(void **state)
{
    assert_each_member_refuses(*state, SET({UINT64_MAX, 0}), seL4_InvalidArgument);
    assert_each_member_refuses(*state, SET({2000, 1}, {5, 6}), seL4_InvalidArgument);
}

static void ranges_of_a_set_that_overlap_are_refused(void **state)
{
    assert_each_member_refuses(*state, SET({1, 5}, {5, 9}), seL4_InvalidArgument);
    assert_each_member_refuses(*state, SET({5, 9}, {1, 5}), seL4_InvalidArgument);
    assert_each_member_refuses(*state, SET({1, 9}, {3, 4}), seL4_InvalidArgument);
    assert_each_member_refuses(*state, SET({3, 3}, {3, 3}), seL4_InvalidArgument);
    assert_each_member_refuses(*state, SET({20, 30}, {1, 2}, {3, 20}), seL4_InvalidArgument);
    assert_each_member_refuses(*state, SET({1, 2}, {20, 30}, {3, 20}), seL4_InvalidArgument);
}

static void ranges_that_touch_are_taken(void **state)
{
    assert_each_member_takes(*state, SET({1, 4}, {5, 9}));
    assert_each_member_takes(*state, SET({1, 4}, {5, 9}, {10, 10}));
}

static void ranges_that_do_not_ascend_are_refused(void **state)
{
    assert_each_member_refuses(*state, SET({5, 9}, {1, 4}), seL4_InvalidArgument);
    assert_each_member_refuses(*state, SET({1, 4}, {20, 30}, {5, 9}), seL4_InvalidArgument);
}

static void ranges_beside_all_are_refused(void **state)
{
    sel4rpc_set_t set = SET({1, 5});

    set.all = true;
    assert_each_member_refuses(*state, set, seL4_InvalidArgument);
}

static void a_count_without_ranges_is_refused(void **state)
{
    assert_each_member_refuses(*state, (sel4rpc_set_t){.count = 1}, seL4_InvalidArgument);
    assert_each_member_refuses(*state, (sel4rpc_set_t){.count = 1, .all = true}, seL4_InvalidArgument);
}

static void ranges_without_a_count_are_none(void **state)
{
    sel4rpc_set_t set = SET({9, 1});

    set.count = 0;
    assert_each_member_takes(*state, set);
}

static void numbers_that_no_such_thing_has_are_refused(void **state)
{
    for (size_t i = 0; i < COUNT_OF(members); i++) {
        if (members[i].max == NO_MAX) {
            continue;
        }
        const sel4rpc_set_t beyond[] = {SET({members[i].max + 1, members[i].max + 1}),
                                        SET({0, members[i].max + 1}), SET({3, 4}, {5, UINT64_MAX})};
        for (size_t j = 0; j < COUNT_OF(beyond); j++) {
            sel4rpc_limits_t limits = only(&members[i], beyond[j]);
            assert_declaration_refused(*state, &limits, seL4_RangeError, members[i].name);
        }
    }
}

static void the_largest_numbers_are_taken(void **state)
{
    struct served *served = *state;

    for (size_t i = 0; i < COUNT_OF(members); i++) {
        sel4rpc_limits_t limits = only(&members[i], SET({members[i].max, members[i].max}));
        register_client(served, A_CLIENT, &limits);
        assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
    }
}

static void a_number_of_leases_that_no_server_has_is_refused(void **state)
{
    struct served *served = *state;
    const uint64_t beyond[] = {UINT64_C(1) << 32, UINT64_MAX - 1};

    for (size_t i = 0; i < COUNT_OF(beyond); i++) {
        sel4rpc_limits_t limits = {.leases = beyond[i]};
        assert_declaration_refused(served, &limits, seL4_RangeError, "leases");
    }
    register_client(served, A_CLIENT, &(sel4rpc_limits_t){.leases = UINT32_MAX});
}

/* Returns whether the second of two clients is accepted if these are the sets of one member. */
static void assert_pair_of_sets(struct served *served, sel4rpc_set_t there, sel4rpc_set_t here, bool taken)
{
    for (size_t i = 0; i < COUNT_OF(members); i++) {
        sel4rpc_limits_t limits = only(&members[i], there);
        register_client(served, ANOTHER_CLIENT, &limits);
        limits = only(&members[i], here);
        if (taken) {
            register_client(served, A_CLIENT, &limits);
            assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
        } else {
            assert_declaration_refused(served, &limits, seL4_RevokeFirst, members[i].name);
        }
        assert_int_equal(sel4rpc_server_unregister(&served->env, ANOTHER_CLIENT), 0);
    }
}

static void the_same_numbers_may_be_two_clients_where_neither_says_exclusive(void **state)
{
    assert_pair_of_sets(*state, SET({3, 8}), SET({3, 8}), true);
    assert_pair_of_sets(*state, SEL4RPC_ALL, SEL4RPC_ALL, true);
}

static void numbers_that_are_exclusive_here_may_be_nowhere_else(void **state)
{
    assert_pair_of_sets(*state, SET({3, 8}), exclusive(SET({1, 2}, {8, 9})), false);
}

static void numbers_that_are_exclusive_elsewhere_may_not_be_here(void **state)
{
    assert_pair_of_sets(*state, exclusive(SET({3, 8})), SET({1, 2}, {8, 9}), false);
}

static void numbers_that_are_exclusive_in_both_are_refused(void **state)
{
    assert_pair_of_sets(*state, exclusive(SET({3, 8})), exclusive(SET({5, 5})), false);
}

static void exclusive_numbers_beside_others_are_taken(void **state)
{
    assert_pair_of_sets(*state, exclusive(SET({3, 8})), exclusive(SET({1, 2}, {9, 20})), true);
}

static void all_is_in_the_way_of_exclusive_ranges_and_they_of_it(void **state)
{
    assert_pair_of_sets(*state, SEL4RPC_ALL, exclusive(SET({3, 8})), false);
    assert_pair_of_sets(*state, exclusive(SET({3, 8})), SEL4RPC_ALL, false);
    assert_pair_of_sets(*state, exclusive(SEL4RPC_ALL), SET({3, 8}), false);
    assert_pair_of_sets(*state, SEL4RPC_ALL, exclusive(SEL4RPC_ALL), false);
}

static void none_is_in_nobodys_way(void **state)
{
    assert_pair_of_sets(*state, exclusive(SEL4RPC_ALL), SEL4RPC_NONE, true);
    assert_pair_of_sets(*state, SEL4RPC_NONE, exclusive(SEL4RPC_ALL), true);
    assert_pair_of_sets(*state, exclusive(SEL4RPC_NONE), SEL4RPC_ALL, true);
}

static void sets_of_different_members_are_in_nobodys_way(void **state)
{
    struct served *served = *state;
    sel4rpc_limits_t limits = only(&members[2], exclusive(SEL4RPC_ALL));

    register_client(served, ANOTHER_CLIENT, &limits);
    limits = only(&members[5], exclusive(SEL4RPC_ALL));
    register_client(served, A_CLIENT, &limits);
}

/* On x86 interrupt n is pin n of I/O APIC 0 and vector n, interrupt 0 is pin 2. */
static void an_exclusive_interrupt_is_also_a_pin_and_a_vector(void **state)
{
    struct served *served = *state;
    const struct {
        const struct member *member, *other;
        uint64_t number, same, another;
    } rows[] = {
        {&members[2], &members[3], 5, 5, 6},
        {&members[2], &members[4], 5, 5, 6},
        {&members[2], &members[4], 0, 2, 0},
        {&members[2], &members[4], 2, 2, 3},
        {&members[3], &members[2], 5, 5, 6},
        {&members[4], &members[2], 5, 5, 6},
        {&members[4], &members[2], 2, 0, 1},
        {&members[4], &members[2], 2, 2, 3},
        {&members[4], &members[2], 256 + 5, UINT64_MAX, 5},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const sel4rpc_range_t number = {rows[i].number, rows[i].number}, same = {rows[i].same, rows[i].same},
                              another = {rows[i].another, rows[i].another};
        sel4rpc_limits_t limits =
            only(rows[i].member, (sel4rpc_set_t){.ranges = &number, .count = 1, .exclusive = true});
        register_client(served, ANOTHER_CLIENT, &limits);
        if (rows[i].same != UINT64_MAX) {
            limits = only(rows[i].other, (sel4rpc_set_t){.ranges = &same, .count = 1});
            assert_declaration_refused(served, &limits, seL4_RevokeFirst, rows[i].other->name);
        }
        limits = only(rows[i].other, (sel4rpc_set_t){.ranges = &another, .count = 1});
        register_client(served, A_CLIENT, &limits);
        assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
        assert_int_equal(sel4rpc_server_unregister(&served->env, ANOTHER_CLIENT), 0);
    }
}

static void an_exclusive_set_meets_each_range_of_another(void **state)
{
    struct served *served = *state;
    sel4rpc_limits_t limits = only(&members[5], SET({1, 4}, {10, 14}, {20, 24}));

    register_client(served, ANOTHER_CLIENT, &limits);
    for (uint64_t number = 0; number < 30; number++) {
        const sel4rpc_range_t range = {number, number};
        bool overlaps =
            (number >= 1 && number <= 4) || (number >= 10 && number <= 14) || (number >= 20 && number <= 24);
        limits = only(&members[5], (sel4rpc_set_t){.ranges = &range, .count = 1, .exclusive = true});
        if (overlaps) {
            assert_declaration_refused(served, &limits, seL4_RevokeFirst, "ports");
        } else {
            register_client(served, A_CLIENT, &limits);
            assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
        }
    }
}

static void exclusive_numbers_are_free_again_when_their_client_is_unregistered(void **state)
{
    struct served *served = *state;
    sel4rpc_limits_t limits = only(&members[2], exclusive(SET({3, 8})));

    register_client(served, ANOTHER_CLIENT, &limits);
    assert_declaration_refused(served, &limits, seL4_RevokeFirst, "irqs");
    assert_int_equal(sel4rpc_server_unregister(&served->env, ANOTHER_CLIENT), 0);
    register_client(served, A_CLIENT, &limits);
}

/* Every set is checked, not only the first. */
static void the_wrong_member_is_named_among_right_ones(void **state)
{
    for (size_t i = 0; i < COUNT_OF(members); i++) {
        sel4rpc_limits_t limits = unlimited;
        *(sel4rpc_set_t *)((char *)&limits + members[i].offset) = SET({1, 0});
        assert_declaration_refused(*state, &limits, seL4_InvalidArgument, members[i].name);
    }
}

static void a_refusal_beside_registered_clients_changes_nothing(void **state)
{
    struct served *served = *state;
    sel4rpc_limits_t limits = {.irqs = RANGES({2, 1})};

    register_client(served, ANOTHER_CLIENT, &unlimited);
    assert_declaration_refused(served, &limits, seL4_InvalidArgument, "irqs");
    assert_account(served, ANOTHER_CLIENT, 0, 0);
}

static void the_struct_of_limits_is_copied(void **state)
{
    struct served *served = *state;
    sel4rpc_limits_t limits = unlimited;
    RpcMessage request = simple_irq(4);

    register_client(served, A_CLIENT, &limits);
    limits = (sel4rpc_limits_t){0};
    (void)serve_granted(served, &request);
}

/* What docs/tutorial.md shows. */
static const sel4rpc_range_t com1_ports = {0x3f8, 0x3ff}, com1_irq = {4, 4};
static const sel4rpc_range_t com1_pin = {SEL4RPC_PIN(0, 4), SEL4RPC_PIN(0, 4)};

static const sel4rpc_limits_t com1_limits = {
    .memory_bytes = 32 * 1024,
    .leases = 4,
    .objects = {.all = true},
    .ports = {.ranges = &com1_ports, .count = 1},
    .irqs = {.ranges = &com1_irq, .count = 1},
    .msis = {.ranges = &com1_irq, .count = 1}, /* the vector, if the driver asks for the pin */
    .pins = {.ranges = &com1_pin, .count = 1},
};

static void limits_of_the_tutorials_driver_are_accepted(void **state)
{
    register_client(*state, A_CLIENT, &com1_limits);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(limits_of_nothing_and_of_everything_are_taken),
        TEST(a_range_that_is_empty_is_refused),
        TEST(a_range_that_is_wrapped_is_refused),
        TEST(ranges_of_a_set_that_overlap_are_refused),
        TEST(ranges_that_touch_are_taken),
        TEST(ranges_that_do_not_ascend_are_refused),
        TEST(ranges_beside_all_are_refused),
        TEST(a_count_without_ranges_is_refused),
        TEST(ranges_without_a_count_are_none),
        TEST(numbers_that_no_such_thing_has_are_refused),
        TEST(the_largest_numbers_are_taken),
        TEST(a_number_of_leases_that_no_server_has_is_refused),
        TEST(the_same_numbers_may_be_two_clients_where_neither_says_exclusive),
        TEST(numbers_that_are_exclusive_here_may_be_nowhere_else),
        TEST(numbers_that_are_exclusive_elsewhere_may_not_be_here),
        TEST(numbers_that_are_exclusive_in_both_are_refused),
        TEST(exclusive_numbers_beside_others_are_taken),
        TEST(all_is_in_the_way_of_exclusive_ranges_and_they_of_it),
        TEST(none_is_in_nobodys_way),
        TEST(sets_of_different_members_are_in_nobodys_way),
        TEST(an_exclusive_interrupt_is_also_a_pin_and_a_vector),
        TEST(an_exclusive_set_meets_each_range_of_another),
        TEST(exclusive_numbers_are_free_again_when_their_client_is_unregistered),
        TEST(the_wrong_member_is_named_among_right_ones),
        TEST(a_refusal_beside_registered_clients_changes_nothing),
        TEST(the_struct_of_limits_is_copied),
        TEST(limits_of_the_tutorials_driver_are_accepted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
