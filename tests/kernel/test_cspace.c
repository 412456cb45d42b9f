/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Capability addresses: levels, guards and depths.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

/*
 * Makes a two-level CSpace and a running thread that uses it: bits 0-3 select the slot in the lower CNode,
 * bits 4-7 that in the upper one; above them is a guard of zeros.
 */
struct two_levels {
    abi_word upper;
    abi_word lower;
    abi_word endpoint;
    struct fixture_thread thread;
};

static abi_word copy_to(struct fixture *fixture, abi_word cnode, abi_word index, abi_word depth,
                        abi_word source, abi_word badge)
{
    return fixture_invoke(fixture, cnode, ABI_CNODE_MINT,
                          WORDS(index, depth, source, ABI_WORD_BITS, ABI_RIGHTS_ALL, badge),
                          WORDS(ABI_ROOT_CNODE));
}

static struct two_levels make_two_levels(struct fixture *fixture)
{
    struct two_levels made;
    made.upper = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 1);
    made.lower = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 1);
    made.endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    assert_int_equal(copy_to(fixture, made.upper, 3, 4, made.lower, 0), ABI_NO_ERROR);
    assert_int_equal(copy_to(fixture, made.lower, 5, 4, made.endpoint, 0x77), ABI_NO_ERROR);
    made.thread = fixture_thread(fixture, 0);
    assert_int_equal(fixture_set_space(fixture, made.thread.tcb, 0, made.upper,
                                       ABI_GUARD_DATA(0, ABI_WORD_BITS - 8), ABI_ROOT_VSPACE),
                     ABI_NO_ERROR);
    return made;
}

static const char *name_at(struct fixture *fixture, struct kernel_thread *thread, abi_word address)
{
    abi_word paddr;
    return kernel_cap_name(fixture->kernel, thread, address, &paddr);
}

static void lookup_goes_through_two_levels(void **state)
{
    struct fixture *fixture = *state;
    struct two_levels space = make_two_levels(fixture);
    assert_string_equal(name_at(fixture, space.thread.thread, 0x35), "endpoint");
    assert_string_equal(name_at(fixture, space.thread.thread, 0x36), "null");
    fixture_do(fixture, space.thread.thread, ABI_SYS_NBSEND, 0x35, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, space.thread.thread);
}

static void lookup_of_an_invocation_stops_at_the_first_that_is_no_cnode(void **state)
{
    struct fixture *fixture = *state;
    struct two_levels space = make_two_levels(fixture);
    assert_int_equal(copy_to(fixture, space.upper, 7, 4, space.endpoint, 0), ABI_NO_ERROR);
    assert_string_equal(name_at(fixture, space.thread.thread, 0x7f), "endpoint");
}

static void lookup_fails_where_the_guard_does_not_match(void **state)
{
    struct fixture *fixture = *state;
    struct two_levels space = make_two_levels(fixture);
    assert_string_equal(name_at(fixture, space.thread.thread, 0x135), "nothing");
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_DELETE,
                                    WORDS(0x1000 + space.endpoint, ABI_WORD_BITS), NO_WORDS),
                     ABI_FAILED_LOOKUP);
    assert_int_equal(fixture_result(fixture, 0), 0);
    assert_int_equal(fixture_result(fixture, 1), 4); /* guard mismatch: bits left, guard, its bits */
    assert_int_equal(fixture_result(fixture, 2), ABI_WORD_BITS);
    assert_int_equal(fixture_result(fixture, 3), 0);
    assert_int_equal(fixture_result(fixture, 4), ABI_WORD_BITS - FIXTURE_CNODE_BITS);
}

static void lookup_of_a_slot_uses_the_guard_of_a_cnode_inside(void **state)
{
    struct fixture *fixture = *state;
    struct two_levels space = make_two_levels(fixture);
    assert_int_equal(copy_to(fixture, space.upper, 9, 4, space.lower, ABI_GUARD_DATA(0x5, 3)), ABI_NO_ERROR);
    abi_word slot = fixture_slots(fixture, 1);
    /* upper 4 bits: 9; guard 3 bits: 101; lower 4 bits: 5 */
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_COPY,
                                    WORDS(slot, ABI_WORD_BITS, 9 << 7 | 5 << 4 | 5, 11, ABI_RIGHTS_ALL),
                                    WORDS(space.upper)),
                     ABI_NO_ERROR);
    assert_string_equal(fixture_slot_name(fixture, slot), "endpoint");
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_COPY,
                                    WORDS(slot + 1, ABI_WORD_BITS, 9 << 7 | 4 << 4 | 5, 11, ABI_RIGHTS_ALL),
                                    WORDS(space.upper)),
                     ABI_FAILED_LOOKUP);
    assert_int_equal(fixture_result(fixture, 0), 1);
    assert_int_equal(fixture_result(fixture, 1), 4);
    assert_int_equal(fixture_result(fixture, 2), 7);
    assert_int_equal(fixture_result(fixture, 3), 5);
    assert_int_equal(fixture_result(fixture, 4), 3);
}

static void lookup_of_a_slot_needs_a_depth_between_1_and_the_word(void **state)
{
    struct fixture *fixture = *state;
    static const abi_word depths[] = {0, ABI_WORD_BITS + 1, ~0UL};
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_DELETE,
                                        WORDS(ABI_ROOT_TCB, depths[i]), NO_WORDS),
                         ABI_RANGE_ERROR);
        assert_int_equal(fixture_result(fixture, 0), 1);
        assert_int_equal(fixture_result(fixture, 1), ABI_WORD_BITS);
    }
}

static void lookup_of_a_slot_needs_the_depth_to_end_at_it(void **state)
{
    struct fixture *fixture = *state;
    struct two_levels space = make_two_levels(fixture);
    assert_int_equal(fixture_refuse(fixture, space.upper, ABI_CNODE_DELETE, WORDS(0x35, 3), NO_WORDS),
                     ABI_FAILED_LOOKUP);
    assert_int_equal(fixture_result(fixture, 1), 3); /* depth mismatch: bits left, bits found */
    assert_int_equal(fixture_result(fixture, 2), 3);
    assert_int_equal(fixture_result(fixture, 3), 4);
    assert_int_equal(fixture_refuse(fixture, space.upper, ABI_CNODE_DELETE, WORDS(0x350, 12), NO_WORDS),
                     ABI_FAILED_LOOKUP);
    assert_int_equal(fixture_result(fixture, 1), 3);
    assert_int_equal(fixture_result(fixture, 2), 4);
    assert_int_equal(fixture_result(fixture, 3), 0);
    assert_int_equal(fixture_invoke(fixture, space.upper, ABI_CNODE_DELETE, WORDS(0x35, 8), NO_WORDS),
                     ABI_NO_ERROR);
    assert_string_equal(name_at(fixture, space.thread.thread, 0x35), "null");
}

static void lookup_of_a_slot_needs_a_cnode_as_root(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_COPY,
                                    WORDS(slot, ABI_WORD_BITS, 1, ABI_WORD_BITS, ABI_RIGHTS_ALL),
                                    WORDS(ABI_ROOT_VSPACE)),
                     ABI_FAILED_LOOKUP);
    assert_int_equal(fixture_result(fixture, 0), 1);
    assert_int_equal(fixture_result(fixture, 1), 1); /* invalid root */
}

static void a_guard_must_fit_the_word_beside_the_cnode(void **state)
{
    struct fixture *fixture = *state;
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 1);
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_MINT,
                                    WORDS(slot, ABI_WORD_BITS, cnode, ABI_WORD_BITS, ABI_RIGHTS_ALL,
                                          ABI_GUARD_DATA(0, ABI_WORD_BITS - 3)),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_ILLEGAL_OPERATION);
    fixture_mint(fixture, cnode, ABI_RIGHTS_ALL, ABI_GUARD_DATA(0, ABI_WORD_BITS - 4));
}

static void a_guard_has_no_more_bits_than_its_size(void **state)
{
    struct fixture *fixture = *state;
    struct two_levels space = make_two_levels(fixture);
    assert_int_equal(copy_to(fixture, space.upper, 9, 4, space.lower, ABI_GUARD_DATA(0xd, 3)), ABI_NO_ERROR);
    assert_string_equal(name_at(fixture, space.thread.thread, 0x95), "nothing");
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_COPY,
                                    WORDS(slot, ABI_WORD_BITS, 9 << 7 | 5 << 4 | 5, 11, ABI_RIGHTS_ALL),
                                    WORDS(space.upper)),
                     ABI_NO_ERROR);
    assert_string_equal(fixture_slot_name(fixture, slot), "endpoint");
}

static void a_guard_longer_than_the_rest_of_an_address_does_not_match(void **state)
{
    struct fixture *fixture = *state;
    struct two_levels space = make_two_levels(fixture);
    assert_int_equal(copy_to(fixture, space.upper, 9, 4, space.lower, ABI_GUARD_DATA(0, 4)), ABI_NO_ERROR);
    assert_int_equal(fixture_refuse(fixture, space.upper, ABI_CNODE_DELETE, WORDS(9 << 3, 7), NO_WORDS),
                     ABI_FAILED_LOOKUP);
    assert_int_equal(fixture_result(fixture, 1), 4); /* guard mismatch: bits left, guard, its bits */
    assert_int_equal(fixture_result(fixture, 2), 3);
    assert_int_equal(fixture_result(fixture, 3), 0);
    assert_int_equal(fixture_result(fixture, 4), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(lookup_goes_through_two_levels),
        KERNEL_TEST(lookup_of_an_invocation_stops_at_the_first_that_is_no_cnode),
        KERNEL_TEST(lookup_fails_where_the_guard_does_not_match),
        KERNEL_TEST(lookup_of_a_slot_uses_the_guard_of_a_cnode_inside),
        KERNEL_TEST(lookup_of_a_slot_needs_a_depth_between_1_and_the_word),
        KERNEL_TEST(lookup_of_a_slot_needs_the_depth_to_end_at_it),
        KERNEL_TEST(lookup_of_a_slot_needs_a_cnode_as_root),
        KERNEL_TEST(a_guard_must_fit_the_word_beside_the_cnode),
        KERNEL_TEST(a_guard_has_no_more_bits_than_its_size),
        KERNEL_TEST(a_guard_longer_than_the_rest_of_an_address_does_not_match),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
