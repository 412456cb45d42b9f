/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The derivation tree: what Revoke reaches, and what it leaves.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

static void revoke_of_an_original_deletes_its_copies_and_theirs(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word copy = fixture_copy(fixture, endpoint, ABI_RIGHTS_ALL);
    abi_word second = fixture_copy(fixture, copy, ABI_RIGHTS_ALL);
    abi_word badged = fixture_mint(fixture, endpoint, ABI_RIGHTS_ALL, 5);
    abi_word of_badged = fixture_copy(fixture, badged, ABI_RIGHTS_ALL);
    fixture_revoke(fixture, endpoint);
    assert_false(fixture_slot_is_empty(fixture, endpoint));
    assert_true(fixture_slot_is_empty(fixture, copy));
    assert_true(fixture_slot_is_empty(fixture, second));
    assert_true(fixture_slot_is_empty(fixture, badged));
    assert_true(fixture_slot_is_empty(fixture, of_badged));
}

static void revoke_of_a_copy_leaves_copies_of_it(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word copy = fixture_copy(fixture, endpoint, ABI_RIGHTS_ALL);
    abi_word second = fixture_copy(fixture, copy, ABI_RIGHTS_ALL);
    fixture_revoke(fixture, copy);
    assert_false(fixture_slot_is_empty(fixture, second));
}

static void revoke_of_a_badged_capability_deletes_its_copies_alone(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word badged = fixture_mint(fixture, endpoint, ABI_RIGHTS_ALL, 5);
    abi_word same_badge = fixture_mint(fixture, endpoint, ABI_RIGHTS_ALL, 5);
    abi_word copy = fixture_copy(fixture, badged, ABI_RIGHTS_ALL);
    fixture_revoke(fixture, badged);
    assert_true(fixture_slot_is_empty(fixture, copy));
    assert_false(fixture_slot_is_empty(fixture, badged));
    assert_false(fixture_slot_is_empty(fixture, same_badge));
    assert_false(fixture_slot_is_empty(fixture, endpoint));
}

static void revoke_of_a_badged_notification_deletes_its_copies_alone(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    abi_word badged = fixture_mint(fixture, notification, ABI_RIGHTS_ALL, 5);
    abi_word copy = fixture_copy(fixture, badged, ABI_RIGHTS_ALL);
    fixture_revoke(fixture, badged);
    assert_true(fixture_slot_is_empty(fixture, copy));
    assert_false(fixture_slot_is_empty(fixture, badged));
    assert_false(fixture_slot_is_empty(fixture, notification));
}

static void revoke_of_a_badged_capability_made_from_a_copy_deletes_its_copies(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word copy = fixture_copy(fixture, endpoint, ABI_RIGHTS_ALL);
    abi_word badged = fixture_mint(fixture, copy, ABI_RIGHTS_ALL, 5);
    abi_word of_badged = fixture_copy(fixture, badged, ABI_RIGHTS_ALL);
    fixture_revoke(fixture, copy);
    assert_false(fixture_slot_is_empty(fixture, badged));
    fixture_revoke(fixture, badged);
    assert_true(fixture_slot_is_empty(fixture, of_badged));
}

static void delete_of_a_parent_hands_its_children_to_its_own(void **state)
{
    struct fixture *fixture = *state;
    abi_word untyped = fixture_retype(fixture, ABI_OBJECT_UNTYPED, 12, 1);
    abi_word inner = fixture_slots(fixture, 3);
    assert_int_equal(fixture_invoke(fixture, untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_UNTYPED, 10, 0, 0, inner, 1), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, inner, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_ENDPOINT, 0, 0, 0, inner + 1, 2), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    fixture_delete(fixture, inner);
    assert_false(fixture_slot_is_empty(fixture, inner + 1));
    fixture_revoke(fixture, untyped);
    assert_true(fixture_slot_is_empty(fixture, inner + 1));
    assert_true(fixture_slot_is_empty(fixture, inner + 2));
}

static void delete_of_an_original_leaves_its_copies_below_the_untyped(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word copy = fixture_copy(fixture, endpoint, ABI_RIGHTS_ALL);
    fixture_delete(fixture, endpoint);
    assert_false(fixture_slot_is_empty(fixture, copy));
    fixture_revoke(fixture, fixture->untyped);
    assert_true(fixture_slot_is_empty(fixture, copy));
}

static void revoke_reaches_other_cspaces(void **state)
{
    struct fixture *fixture = *state;
    struct kernel_census before;
    struct kernel_census after;
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 1);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    kernel_get_census(fixture->kernel, &before);
    for (abi_word i = 0; i < 16; i++) {
        assert_int_equal(fixture_invoke(fixture, cnode, ABI_CNODE_COPY,
                                        WORDS(i, 4, frame, ABI_WORD_BITS, ABI_RIGHTS_ALL),
                                        WORDS(ABI_ROOT_CNODE)),
                         ABI_NO_ERROR);
    }
    fixture_revoke(fixture, frame);
    kernel_get_census(fixture->kernel, &after);
    assert_memory_equal(&before, &after, sizeof(before));
}

static void revoke_of_irq_control_takes_back_handlers(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 2);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET,
                                    WORDS(4, slot, ABI_WORD_BITS), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    abi_word copy = fixture_copy(fixture, slot, ABI_RIGHTS_ALL);
    fixture_revoke(fixture, ABI_ROOT_IRQ_CONTROL);
    assert_true(fixture_slot_is_empty(fixture, slot));
    assert_true(fixture_slot_is_empty(fixture, copy));
}

static void revoke_that_deletes_its_own_slot_ends(void **state)
{
    struct fixture *fixture = *state;
    abi_word untyped = fixture_retype(fixture, ABI_OBJECT_UNTYPED, 13, 1);
    abi_word cnode = fixture_slots(fixture, 1);
    assert_int_equal(fixture_invoke(fixture, untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_CNODE, 4, 0, 0, cnode, 1), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, cnode, ABI_CNODE_MOVE, WORDS(2, 4, untyped, ABI_WORD_BITS),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, cnode, ABI_CNODE_REVOKE, WORDS(2, 4), NO_WORDS), ABI_NO_ERROR);
    assert_true(fixture_slot_is_empty(fixture, cnode));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(revoke_of_an_original_deletes_its_copies_and_theirs),
        KERNEL_TEST(revoke_of_a_copy_leaves_copies_of_it),
        KERNEL_TEST(revoke_of_a_badged_capability_deletes_its_copies_alone),
        KERNEL_TEST(revoke_of_a_badged_notification_deletes_its_copies_alone),
        KERNEL_TEST(revoke_of_a_badged_capability_made_from_a_copy_deletes_its_copies),
        KERNEL_TEST(delete_of_a_parent_hands_its_children_to_its_own),
        KERNEL_TEST(delete_of_an_original_leaves_its_copies_below_the_untyped),
        KERNEL_TEST(revoke_reaches_other_cspaces),
        KERNEL_TEST(revoke_of_irq_control_takes_back_handlers),
        KERNEL_TEST(revoke_that_deletes_its_own_slot_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
