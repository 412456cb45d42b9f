/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * CNode methods: Copy, Mint, Move, Mutate, Rotate and Delete, and their refusals.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "kernel_kinds.h"
#include "support/kernel_fixture.h"

static abi_word refuse_copy(struct fixture *fixture, abi_word destination, abi_word source)
{
    return fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_COPY,
                          WORDS(destination, ABI_WORD_BITS, source, ABI_WORD_BITS, ABI_RIGHTS_ALL),
                          WORDS(ABI_ROOT_CNODE));
}

static abi_word refuse_mint(struct fixture *fixture, abi_word source, abi_word badge)
{
    return fixture_refuse(
        fixture, ABI_ROOT_CNODE, ABI_CNODE_MINT,
        WORDS(fixture->next_slot, ABI_WORD_BITS, source, ABI_WORD_BITS, ABI_RIGHTS_ALL, badge),
        WORDS(ABI_ROOT_CNODE));
}

static abi_word move(struct fixture *fixture, abi_word destination, abi_word source)
{
    return fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_MOVE,
                          WORDS(destination, ABI_WORD_BITS, source, ABI_WORD_BITS), WORDS(ABI_ROOT_CNODE));
}

static void copy_makes_a_second_capability_to_the_same_object(void **state)
{
    struct fixture *fixture = *state;
    struct kernel_census before;
    struct kernel_census after;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    kernel_get_census(fixture->kernel, &before);
    abi_word copy = fixture_copy(fixture, endpoint, ABI_RIGHTS_ALL);
    kernel_get_census(fixture->kernel, &after);
    assert_string_equal(fixture_slot_name(fixture, copy), "endpoint");
    assert_int_equal(after.objects[ABI_OBJECT_ENDPOINT], before.objects[ABI_OBJECT_ENDPOINT]);
    assert_int_equal(after.capabilities, before.capabilities + 1);
    fixture_delete(fixture, endpoint);
    kernel_get_census(fixture->kernel, &after);
    assert_int_equal(after.objects[ABI_OBJECT_ENDPOINT], before.objects[ABI_OBJECT_ENDPOINT]);
}

static void copy_needs_an_empty_destination(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(refuse_copy(fixture, ABI_ROOT_VSPACE, ABI_ROOT_TCB), ABI_DELETE_FIRST);
    assert_int_equal(refuse_copy(fixture, ABI_ROOT_TCB, ABI_ROOT_TCB), ABI_DELETE_FIRST);
}

static void copy_needs_a_source(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 2);
    assert_int_equal(refuse_copy(fixture, slot, slot + 1), ABI_FAILED_LOOKUP);
    assert_int_equal(fixture_result(fixture, 0), 1);
    assert_int_equal(fixture_result(fixture, 1), 2); /* missing capability */
    assert_int_equal(fixture_result(fixture, 2), ABI_WORD_BITS);
}

static void copy_refuses_control_capabilities(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(refuse_copy(fixture, slot, ABI_ROOT_IRQ_CONTROL), ABI_ILLEGAL_OPERATION);
    assert_int_equal(refuse_copy(fixture, slot, OTHER_CONTROL), ABI_ILLEGAL_OPERATION);
}

static void copy_refuses_a_truncated_message(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_COPY,
                                    WORDS(slot, ABI_WORD_BITS, ABI_ROOT_TCB, ABI_WORD_BITS),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_TRUNCATED_MESSAGE);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_COPY,
                                    WORDS(slot, ABI_WORD_BITS, ABI_ROOT_TCB, ABI_WORD_BITS, ABI_RIGHTS_ALL),
                                    NO_WORDS),
                     ABI_TRUNCATED_MESSAGE);
}

static void mint_of_a_badged_capability_is_refused(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word badged = fixture_mint(fixture, endpoint, ABI_RIGHTS_ALL, 7);
    assert_int_equal(refuse_mint(fixture, badged, 8), ABI_ILLEGAL_OPERATION);
    assert_int_equal(refuse_mint(fixture, badged, 0), ABI_ILLEGAL_OPERATION);
    fixture_copy(fixture, badged, ABI_RIGHTS_ALL);
}

static void mint_cuts_a_badge_to_the_bits_that_it_has(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    abi_word badged = fixture_mint(fixture, notification, ABI_RIGHTS_ALL, ~0UL);
    fixture_do(fixture, fixture->root, ABI_SYS_SEND, badged, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, notification, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->capability,
                     ~0UL >> (ABI_WORD_BITS - ABI_BADGE_BITS));
}

static void copy_never_gives_more_rights_than_its_source_has(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word reader = fixture_copy(fixture, endpoint, ABI_RIGHT_READ);
    abi_word copy = fixture_copy(fixture, reader, ABI_RIGHTS_ALL);
    assert_int_equal(fixture_refuse(fixture, copy, 0, NO_WORDS, NO_WORDS), ABI_INVALID_CAPABILITY);
}

static void move_empties_the_source(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(move(fixture, slot, endpoint), ABI_NO_ERROR);
    assert_true(fixture_slot_is_empty(fixture, endpoint));
    assert_string_equal(fixture_slot_name(fixture, slot), "endpoint");
}

static void move_keeps_the_place_in_the_tree(void **state)
{
    struct fixture *fixture = *state;
    abi_word untyped = fixture_retype(fixture, ABI_OBJECT_UNTYPED, 12, 1);
    abi_word slot = fixture_slots(fixture, 4);
    assert_int_equal(fixture_invoke(fixture, untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_ENDPOINT, 0, 0, 0, slot, 2), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    assert_int_equal(move(fixture, slot + 2, slot), ABI_NO_ERROR);
    assert_int_equal(move(fixture, slot + 3, untyped), ABI_NO_ERROR);
    fixture_revoke(fixture, slot + 3);
    assert_true(fixture_slot_is_empty(fixture, slot + 1));
    assert_true(fixture_slot_is_empty(fixture, slot + 2));
}

static void move_of_a_control_capability_is_allowed(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(move(fixture, slot, ABI_ROOT_IRQ_CONTROL), ABI_NO_ERROR);
    assert_int_equal(move(fixture, ABI_ROOT_IRQ_CONTROL, slot), ABI_NO_ERROR);
}

static void move_refuses_an_occupied_destination_and_an_empty_source(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 2);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_MOVE,
                                    WORDS(ABI_ROOT_TCB, ABI_WORD_BITS, ABI_ROOT_VSPACE, ABI_WORD_BITS),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_DELETE_FIRST);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_MOVE,
                                    WORDS(slot, ABI_WORD_BITS, slot + 1, ABI_WORD_BITS),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_FAILED_LOOKUP);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_MOVE,
                                    WORDS(slot, ABI_WORD_BITS, slot, ABI_WORD_BITS), WORDS(ABI_ROOT_CNODE)),
                     ABI_FAILED_LOOKUP);
}

static void mutate_changes_the_guard_of_a_cnode(void **state)
{
    struct fixture *fixture = *state;
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 1);
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_MUTATE,
                                    WORDS(slot, ABI_WORD_BITS, cnode, ABI_WORD_BITS, ABI_GUARD_DATA(1, 2)),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, slot, ABI_CNODE_DELETE, WORDS(0x15, 6), NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_refuse(fixture, slot, ABI_CNODE_DELETE, WORDS(0x25, 6), NO_WORDS),
                     ABI_FAILED_LOOKUP);
}

static void mutate_of_a_badge_is_refused(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_MUTATE,
                                    WORDS(slot, ABI_WORD_BITS, endpoint, ABI_WORD_BITS, 5),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_ILLEGAL_OPERATION);
}

static void a_short_message_is_refused_after_the_destination(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        abi_word label;
        unsigned length;
    } methods[] = {{ABI_CNODE_COPY, 5}, {ABI_CNODE_MINT, 6}, {ABI_CNODE_MOVE, 4}, {ABI_CNODE_MUTATE, 5}};
    abi_word empty = fixture_slots(fixture, 1);
    abi_word words[] = {empty, ABI_WORD_BITS, ABI_ROOT_TCB, ABI_WORD_BITS, ABI_RIGHTS_ALL};
    for (unsigned i = 0; i < 4; i++) {
        struct fixture_words mr = {methods[i].length - 1, words};
        struct fixture_words root = WORDS(ABI_ROOT_CNODE);
        words[0] = empty;
        assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, methods[i].label, mr, root),
                         ABI_TRUNCATED_MESSAGE);
        assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, methods[i].label, mr, NO_WORDS),
                         ABI_TRUNCATED_MESSAGE);
        words[0] = 1UL << FIXTURE_CNODE_BITS;
        assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, methods[i].label, mr, NO_WORDS),
                         ABI_FAILED_LOOKUP);
    }
    words[0] = ABI_ROOT_TCB;
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_COPY, (struct fixture_words){4, words},
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_DELETE_FIRST);
}

static struct fixture_words rotation(abi_word destination, abi_word pivot, abi_word source)
{
    static abi_word words[8];
    const abi_word now[] = {destination, ABI_WORD_BITS, 0, pivot, ABI_WORD_BITS, 0, source, ABI_WORD_BITS};
    memcpy(words, now, sizeof(words));
    return (struct fixture_words){8, words};
}

static abi_word rotate(struct fixture *fixture, abi_word destination, abi_word pivot, abi_word source)
{
    return fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_ROTATE, rotation(destination, pivot, source),
                          WORDS(ABI_ROOT_CNODE, ABI_ROOT_CNODE));
}

static void rotate_moves_the_pivot_and_then_the_source(void **state)
{
    struct fixture *fixture = *state;
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 1);
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    abi_word destination = fixture_slots(fixture, 1);
    assert_int_equal(rotate(fixture, destination, cnode, tcb), ABI_NO_ERROR);
    assert_string_equal(fixture_slot_name(fixture, destination), "cnode");
    assert_string_equal(fixture_slot_name(fixture, cnode), "tcb");
    assert_true(fixture_slot_is_empty(fixture, tcb));
}

static void rotate_exchanges_two_if_the_source_is_the_destination(void **state)
{
    struct fixture *fixture = *state;
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 1);
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    assert_int_equal(rotate(fixture, tcb, cnode, tcb), ABI_NO_ERROR);
    assert_string_equal(fixture_slot_name(fixture, cnode), "tcb");
    assert_string_equal(fixture_slot_name(fixture, tcb), "cnode");
}

static void rotate_changes_guards(void **state)
{
    struct fixture *fixture = *state;
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 1);
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    struct fixture_words mr = rotation(tcb, cnode, tcb);
    abi_word words[8];
    memcpy(words, mr.words, sizeof(words));
    words[2] = ABI_GUARD_DATA(1, 2);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_ROTATE,
                                    (struct fixture_words){8, words}, WORDS(ABI_ROOT_CNODE, ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_CNODE_DELETE, WORDS(0x15, 6), NO_WORDS), ABI_NO_ERROR);
}

static void rotate_refuses_slots_that_cannot_be(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    abi_word empty = fixture_slots(fixture, 2);
    const struct {
        abi_word destination;
        abi_word pivot;
        abi_word source;
        abi_word error;
    } cases[] = {
        {empty, tcb, tcb, ABI_ILLEGAL_OPERATION},
        {tcb, tcb, endpoint, ABI_ILLEGAL_OPERATION},
        {ABI_ROOT_VSPACE, tcb, endpoint, ABI_DELETE_FIRST},
        {empty, tcb, empty + 1, ABI_FAILED_LOOKUP},
        {empty, empty + 1, tcb, ABI_FAILED_LOOKUP},
        {1UL << FIXTURE_CNODE_BITS, tcb, endpoint, ABI_FAILED_LOOKUP},
    };
    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_ROTATE,
                                        rotation(cases[i].destination, cases[i].pivot, cases[i].source),
                                        WORDS(ABI_ROOT_CNODE, ABI_ROOT_CNODE)),
                         cases[i].error);
    }
    struct fixture_words mr = rotation(empty, tcb, endpoint);
    abi_word badged[8];
    memcpy(badged, mr.words, sizeof(badged));
    badged[5] = 7;
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_ROTATE,
                                    (struct fixture_words){8, badged}, WORDS(ABI_ROOT_CNODE, ABI_ROOT_CNODE)),
                     ABI_ILLEGAL_OPERATION);
    mr.count = 7;
    assert_int_equal(
        fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_ROTATE, mr, WORDS(ABI_ROOT_CNODE, ABI_ROOT_CNODE)),
        ABI_TRUNCATED_MESSAGE);
}

static void delete_of_an_empty_slot_does_nothing(void **state)
{
    struct fixture *fixture = *state;
    void *before = fixture_snapshot(fixture);
    fixture_delete(fixture, fixture->next_slot);
    fixture_revoke(fixture, fixture->next_slot);
    assert_true(fixture_is_unchanged(fixture, before));
}

static void methods_of_another_type_are_refused(void **state)
{
    struct fixture *fixture = *state;
    static const abi_word labels[] = {ABI_LABEL_INVALID, ABI_TCB_RESUME, ABI_UNTYPED_RETYPE, ABI_LABEL_COUNT,
                                      ~0UL >> 12};
    for (unsigned i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, labels[i], WORDS(0, 0, 0, 0, 0, 0),
                                        WORDS(ABI_ROOT_CNODE)),
                         ABI_ILLEGAL_OPERATION);
    }
}

static void invocation_of_an_empty_slot_is_refused(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(fixture_refuse(fixture, fixture->next_slot, ABI_CNODE_DELETE, WORDS(1, 1), NO_WORDS),
                     ABI_INVALID_CAPABILITY);
    assert_int_equal(fixture_result(fixture, 0), 0);
}

static void invocation_by_send_gets_no_result(void **state)
{
    struct fixture *fixture = *state;
    fixture_do(fixture, fixture->root, ABI_SYS_SEND, ABI_ROOT_CNODE, ABI_CNODE_DELETE, WORDS(0, 0), NO_WORDS);
    const struct abi_message *answer = fixture_answer(fixture, fixture->root);
    assert_int_equal(answer->what, ABI_ANSWER_RETURN);
    assert_int_equal(answer->info, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(copy_makes_a_second_capability_to_the_same_object),
        KERNEL_TEST(copy_needs_an_empty_destination),
        KERNEL_TEST(copy_needs_a_source),
        KERNEL_TEST(copy_refuses_control_capabilities),
        KERNEL_TEST(copy_refuses_a_truncated_message),
        KERNEL_TEST(mint_of_a_badged_capability_is_refused),
        KERNEL_TEST(mint_cuts_a_badge_to_the_bits_that_it_has),
        KERNEL_TEST(copy_never_gives_more_rights_than_its_source_has),
        KERNEL_TEST(move_empties_the_source),
        KERNEL_TEST(move_keeps_the_place_in_the_tree),
        KERNEL_TEST(move_of_a_control_capability_is_allowed),
        KERNEL_TEST(move_refuses_an_occupied_destination_and_an_empty_source),
        KERNEL_TEST(mutate_changes_the_guard_of_a_cnode),
        KERNEL_TEST(mutate_of_a_badge_is_refused),
        KERNEL_TEST(a_short_message_is_refused_after_the_destination),
        KERNEL_TEST(rotate_moves_the_pivot_and_then_the_source),
        KERNEL_TEST(rotate_exchanges_two_if_the_source_is_the_destination),
        KERNEL_TEST(rotate_changes_guards),
        KERNEL_TEST(rotate_refuses_slots_that_cannot_be),
        KERNEL_TEST(delete_of_an_empty_slot_does_nothing),
        KERNEL_TEST(methods_of_another_type_are_refused),
        KERNEL_TEST(invocation_of_an_empty_slot_is_refused),
        KERNEL_TEST(invocation_by_send_gets_no_result),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
