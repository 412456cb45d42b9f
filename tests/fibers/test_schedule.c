/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Schedules: the tree makes each sequence of choices once, in order, and reports what it cannot do; the
 * seeded one stays below the count, reaches every choice and repeats itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "machine/fiber/schedule.h"

static struct schedule_tree tree;

static unsigned choose(unsigned count)
{
    return tree.schedule.choose(&tree.schedule, count);
}

static void tree_makes_each_sequence_of_equal_choices_once_in_order(void **state)
{
    unsigned expected = 0;

    (void)state;
    schedule_tree_init(&tree);
    do {
        unsigned a = choose(2), b = choose(3), c = choose(4);
        assert_int_equal((a * 3 + b) * 4 + c, expected++);
    } while (schedule_tree_next(&tree));
    assert_int_equal(expected, 2 * 3 * 4);
    assert_false(tree.is_different || tree.is_too_deep);
}

/* Each choice decides how many there are next. */
static void tree_makes_each_sequence_of_an_uneven_tree_once(void **state)
{
    char seen[64] = "";

    (void)state;
    schedule_tree_init(&tree);
    do {
        unsigned first = choose(3);
        strcat(seen, (const char *[]){"0", "1", "2"}[first]);
        for (unsigned i = 0; i < first; i++) {
            strcat(seen, choose(2) == 0 ? "a" : "b");
        }
        strcat(seen, " ");
    } while (schedule_tree_next(&tree));
    assert_string_equal(seen, "0 1a 1b 2aa 2ab 2ba 2bb ");
    assert_false(tree.is_different || tree.is_too_deep);
}

static void tree_without_choices_is_one_run(void **state)
{
    (void)state;
    schedule_tree_init(&tree);
    assert_false(schedule_tree_next(&tree));
    assert_false(tree.is_different || tree.is_too_deep);
}

static void tree_can_be_used_again(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        schedule_tree_init(&tree);
        assert_int_equal(choose(2), 0);
        assert_true(schedule_tree_next(&tree));
        assert_int_equal(choose(2), 1);
        assert_false(schedule_tree_next(&tree));
    }
}

static void tree_takes_as_many_choices_as_it_has_room_for(void **state)
{
    (void)state;
    schedule_tree_init(&tree);
    for (int i = 0; i < SCHEDULE_MAX_CHOICES; i++) {
        choose(2);
    }
    assert_false(tree.is_too_deep);
    assert_int_equal(choose(2), 0);
    assert_true(tree.is_too_deep);
}

/* The last choice that fits still goes on to its other alternative. */
static void tree_too_deep_goes_on_with_what_it_has_room_for(void **state)
{
    (void)state;
    schedule_tree_init(&tree);
    for (int i = 0; i < SCHEDULE_MAX_CHOICES + 5; i++) {
        choose(2);
    }
    assert_true(schedule_tree_next(&tree));
    for (int i = 0; i < SCHEDULE_MAX_CHOICES + 5; i++) {
        assert_int_equal(choose(2), i == SCHEDULE_MAX_CHOICES - 1);
    }
    assert_true(tree.is_too_deep);
    assert_false(tree.is_different);
}

static void tree_tells_of_a_run_with_other_counts(void **state)
{
    (void)state;
    schedule_tree_init(&tree);
    choose(2);
    choose(2);
    assert_true(schedule_tree_next(&tree));
    choose(3);
    assert_true(tree.is_different);
}

static void tree_tells_of_a_run_with_fewer_choices(void **state)
{
    (void)state;
    schedule_tree_init(&tree);
    choose(2);
    choose(2);
    assert_true(schedule_tree_next(&tree));
    choose(2);
    assert_false(tree.is_different);
    schedule_tree_next(&tree);
    assert_true(tree.is_different);
}

static void seed_gives_the_same_choices_again(void **state)
{
    struct schedule_seeded first, second;

    (void)state;
    schedule_seed(&first, 7);
    schedule_seed(&second, 7);
    for (unsigned count = 2; count < 1000; count++) {
        assert_int_equal(first.schedule.choose(&first.schedule, count),
                         second.schedule.choose(&second.schedule, count));
    }
}

/* These numbers are the same on every machine. */
static void seed_gives_known_choices(void **state)
{
    static const unsigned known[] = {70, 655, 994, 291, 370, 97, 234, 23};
    struct schedule_seeded seeded;

    (void)state;
    schedule_seed(&seeded, 1);
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        assert_int_equal(seeded.schedule.choose(&seeded.schedule, 1000), known[i]);
    }
}

static void seed_reaches_every_alternative(void **state)
{
    static const uint64_t seeds[] = {0, 1, UINT64_MAX, UINT64_MAX - 1, UINT64_C(1) << 63};

    (void)state;
    for (size_t i = 0; i < sizeof(seeds) / sizeof(seeds[0]); i++) {
        struct schedule_seeded seeded;
        unsigned seen = 0;
        schedule_seed(&seeded, seeds[i]);
        for (int n = 0; n < 1000; n++) {
            unsigned chosen = seeded.schedule.choose(&seeded.schedule, 5);
            assert_true(chosen < 5);
            seen |= 1u << chosen;
        }
        assert_int_equal(seen, 0x1f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tree_makes_each_sequence_of_equal_choices_once_in_order),
        cmocka_unit_test(tree_makes_each_sequence_of_an_uneven_tree_once),
        cmocka_unit_test(tree_without_choices_is_one_run),
        cmocka_unit_test(tree_can_be_used_again),
        cmocka_unit_test(tree_takes_as_many_choices_as_it_has_room_for),
        cmocka_unit_test(tree_too_deep_goes_on_with_what_it_has_room_for),
        cmocka_unit_test(tree_tells_of_a_run_with_other_counts),
        cmocka_unit_test(tree_tells_of_a_run_with_fewer_choices),
        cmocka_unit_test(seed_gives_the_same_choices_again),
        cmocka_unit_test(seed_gives_known_choices),
        cmocka_unit_test(seed_reaches_every_alternative),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
