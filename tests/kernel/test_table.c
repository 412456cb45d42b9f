/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Paging structures, and the identifiers of VSpaces.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

#define VADDR 0x1000000UL
#define READ_WRITE (ABI_RIGHT_READ | ABI_RIGHT_WRITE)
#define LARGE_PAGE (1UL << ABI_LARGE_PAGE_BITS)
#define ABOVE_USER ((ABI_USER_TOP + LARGE_PAGE) & ~(LARGE_PAGE - 1))

static abi_word map(struct fixture *fixture, abi_word frame, abi_word vspace, abi_word vaddr)
{
    return fixture_invoke(fixture, frame, ABI_PAGE_MAP, WORDS(vaddr, READ_WRITE, 0), WORDS(vspace));
}

static abi_word refuse_map(struct fixture *fixture, abi_word frame, abi_word vspace, abi_word vaddr)
{
    return fixture_refuse(fixture, frame, ABI_PAGE_MAP, WORDS(vaddr, READ_WRITE, 0), WORDS(vspace));
}

static abi_word map_table(struct fixture *fixture, abi_word table, abi_word vaddr)
{
    return fixture_invoke(fixture, table, ABI_PAGE_TABLE_MAP, WORDS(vaddr, 0), WORDS(ABI_ROOT_VSPACE));
}

static abi_word new_table(struct fixture *fixture, abi_word vaddr)
{
    abi_word table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
    assert_int_equal(map_table(fixture, table, vaddr), ABI_NO_ERROR);
    return table;
}

static abi_word new_page(struct fixture *fixture, abi_word vaddr)
{
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(map(fixture, frame, ABI_ROOT_VSPACE, vaddr), ABI_NO_ERROR);
    return frame;
}

static void assert_missing(struct fixture *fixture, abi_word bits)
{
    assert_int_equal(fixture_result(fixture, 1), 2); /* MissingCapability */
    assert_int_equal(fixture_result(fixture, 2), bits);
}

static void a_page_needs_its_page_table(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(refuse_map(fixture, frame, ABI_ROOT_VSPACE, VADDR), ABI_FAILED_LOOKUP);
    assert_missing(fixture, ABI_LARGE_PAGE_BITS);
    new_table(fixture, VADDR + 0x5000);
    assert_int_equal(map(fixture, frame, ABI_ROOT_VSPACE, VADDR), ABI_NO_ERROR);
    assert_int_equal(
        refuse_map(fixture, fixture_copy(fixture, frame, 3), ABI_ROOT_VSPACE, VADDR + LARGE_PAGE),
        ABI_FAILED_LOOKUP);
}

static void a_structure_has_its_place_alone(void **state)
{
    struct fixture *fixture = *state;
    abi_word table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 2);
    struct fixture_words vspace = WORDS(ABI_ROOT_VSPACE);
    assert_int_equal(map_table(fixture, table, VADDR), ABI_NO_ERROR);
    assert_int_equal(fixture_refuse(fixture, table + 1, ABI_PAGE_TABLE_MAP, WORDS(VADDR + 0x1000, 0), vspace),
                     ABI_DELETE_FIRST);
    assert_int_equal(map_table(fixture, table + 1, VADDR + LARGE_PAGE), ABI_NO_ERROR);
}

static void a_page_table_is_mapped_once_at_most(void **state)
{
    struct fixture *fixture = *state;
    abi_word table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
    abi_word slot = fixture_slots(fixture, 1);
    struct fixture_words place = WORDS(VADDR, 0);
    struct fixture_words vspace = WORDS(ABI_ROOT_VSPACE);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_COPY,
                                    WORDS(slot, ABI_WORD_BITS, table, ABI_WORD_BITS, ABI_RIGHTS_ALL),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(fixture_refuse(fixture, table, ABI_PAGE_TABLE_MAP, place, WORDS(ABI_ROOT_CNODE)),
                     ABI_INVALID_CAPABILITY);
    assert_int_equal(fixture_refuse(fixture, table, ABI_PAGE_TABLE_MAP, WORDS(ABOVE_USER, 0), vspace),
                     ABI_INVALID_ARGUMENT);
    assert_int_equal(fixture_invoke(fixture, table, ABI_PAGE_TABLE_MAP, place, vspace), ABI_NO_ERROR);
    assert_int_equal(fixture_refuse(fixture, table, ABI_PAGE_TABLE_MAP, place, vspace),
                     ABI_INVALID_CAPABILITY);
    abi_word copy = fixture_copy(fixture, table, ABI_RIGHTS_ALL);
    assert_int_equal(fixture_refuse(fixture, table, ABI_PAGE_TABLE_UNMAP, NO_WORDS, NO_WORDS),
                     ABI_REVOKE_FIRST);
    fixture_delete(fixture, copy);
    assert_int_equal(fixture_invoke(fixture, table, ABI_PAGE_TABLE_UNMAP, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, table, ABI_PAGE_TABLE_MAP, place, vspace), ABI_NO_ERROR);
}

static void pages_vanish_with_their_page_table(void **state)
{
    struct fixture *fixture = *state;
    abi_word table = new_table(fixture, VADDR);
    abi_word frame = new_page(fixture, VADDR);
    assert_int_equal(fixture_invoke(fixture, table, ABI_PAGE_TABLE_UNMAP, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_last_event(fixture, EVENT_UNMAP)->words[0], VADDR);
    assert_int_equal(map_table(fixture, table, VADDR), ABI_NO_ERROR);
    assert_true(kernel_vspace_replay(fixture->kernel, kernel_thread_vspace(fixture->root)));
    assert_int_equal(fixture_event_count(fixture, EVENT_MAP), 1);
    assert_int_equal(map(fixture, frame, ABI_ROOT_VSPACE, VADDR), ABI_NO_ERROR); /* it remembers its place */
    fixture_delete(fixture, table);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 2);
    fixture_delete(fixture, frame);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 2);
}

static void a_page_table_stays_mapped_as_long_as_a_capability_is_left(void **state)
{
    struct fixture *fixture = *state;
    abi_word table = new_table(fixture, VADDR);
    abi_word copy = fixture_copy(fixture, table, ABI_RIGHTS_ALL);
    new_page(fixture, VADDR);
    fixture_delete(fixture, table);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 0);
    fixture_delete(fixture, copy);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 1);
}

static void a_vspace_needs_an_identifier(void **state)
{
    struct fixture *fixture = *state;
    abi_word vspace = fixture_retype(fixture, ABI_OBJECT_VSPACE, 0, 1);
    abi_word slot = fixture_slots(fixture, 1);
    abi_word table = fixture_retype(fixture, ABI_OBJECT_PAGE_TABLE, 0, 1);
    assert_int_equal(fixture_refuse(fixture, table, ABI_PAGE_TABLE_MAP, WORDS(VADDR, 0), WORDS(vspace)),
                     ABI_INVALID_CAPABILITY);
    assert_int_equal(fixture_result(fixture, 0), 1);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_COPY,
                                    WORDS(slot, ABI_WORD_BITS, vspace, ABI_WORD_BITS, ABI_RIGHTS_ALL),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_ILLEGAL_OPERATION);
}

static void a_pool_gives_a_vspace_one_identifier(void **state)
{
    struct fixture *fixture = *state;
    abi_word vspace = fixture_retype(fixture, ABI_OBJECT_VSPACE, 0, 1);
    assert_int_equal(
        fixture_invoke(fixture, ABI_ROOT_ASID_POOL, ABI_ASID_POOL_ASSIGN, NO_WORDS, WORDS(vspace)),
        ABI_NO_ERROR);
    static const abi_word others[] = {ABI_ROOT_TCB, ABI_ROOT_VSPACE};
    const abi_word refused[] = {others[0], others[1], vspace};
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(
            fixture_refuse(fixture, ABI_ROOT_ASID_POOL, ABI_ASID_POOL_ASSIGN, NO_WORDS, WORDS(refused[i])),
            ABI_INVALID_CAPABILITY);
        assert_int_equal(fixture_result(fixture, 0), 1);
    }
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_ASID_POOL, ABI_ASID_POOL_ASSIGN, NO_WORDS, NO_WORDS),
                     ABI_TRUNCATED_MESSAGE);
}

static abi_word make_pool(struct fixture *fixture, abi_word untyped, abi_word slot)
{
    return fixture_invoke(fixture, ABI_ROOT_ASID_CONTROL, ABI_ASID_CONTROL_MAKE_POOL,
                          WORDS(slot, ABI_WORD_BITS), WORDS(untyped, ABI_ROOT_CNODE));
}

static void a_pool_is_made_of_an_untyped_page(void **state)
{
    struct fixture *fixture = *state;
    abi_word untyped = fixture_retype(fixture, ABI_OBJECT_UNTYPED, ABI_ASID_POOL_BITS, 1);
    abi_word large = fixture_retype(fixture, ABI_OBJECT_UNTYPED, ABI_ASID_POOL_BITS + 1, 1);
    abi_word slot = fixture_slots(fixture, 1);
    abi_word vspace = fixture_retype(fixture, ABI_OBJECT_VSPACE, 0, 1);
    assert_int_equal(make_pool(fixture, large, slot), ABI_INVALID_CAPABILITY);
    assert_int_equal(make_pool(fixture, untyped, ABI_ROOT_TCB), ABI_DELETE_FIRST);
    assert_int_equal(make_pool(fixture, untyped, slot), ABI_NO_ERROR);
    assert_string_equal(fixture_slot_name(fixture, slot), "asid-pool");
    assert_int_equal(make_pool(fixture, untyped, fixture_slots(fixture, 1)), ABI_REVOKE_FIRST);
    assert_int_equal(fixture_invoke(fixture, slot, ABI_ASID_POOL_ASSIGN, NO_WORDS, WORDS(vspace)),
                     ABI_NO_ERROR);
    fixture_map_tables(fixture, vspace, VADDR);
}

static void a_vspace_whose_pool_is_gone_is_found_no_more(void **state)
{
    struct fixture *fixture = *state;
    abi_word untyped = fixture_retype(fixture, ABI_OBJECT_UNTYPED, ABI_ASID_POOL_BITS, 1);
    abi_word pool = fixture_slots(fixture, 1);
    abi_word vspace = fixture_retype(fixture, ABI_OBJECT_VSPACE, 0, 1);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(make_pool(fixture, untyped, pool), ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, pool, ABI_ASID_POOL_ASSIGN, NO_WORDS, WORDS(vspace)),
                     ABI_NO_ERROR);
    fixture_map_tables(fixture, vspace, VADDR);
    fixture_delete(fixture, pool);
    assert_int_equal(refuse_map(fixture, frame, vspace, VADDR), ABI_FAILED_LOOKUP);
    assert_int_equal(fixture_result(fixture, 1), 1); /* InvalidRoot */
}

static void a_mapping_that_outlived_its_vspace_reaches_no_other(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 2);
    abi_word vspaces[2];
    for (unsigned i = 0; i < 2; i++) { /* both have the same identifier, one after the other */
        vspaces[i] = fixture_vspace(fixture);
        fixture_map_tables(fixture, vspaces[i], VADDR);
        assert_int_equal(map(fixture, frame + i, vspaces[i], VADDR), ABI_NO_ERROR);
        if (i == 0) {
            fixture_delete(fixture, vspaces[i]);
        }
    }
    fixture_delete(fixture, frame);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 0);
    fixture_delete(fixture, frame + 1);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 1);
}

static void a_lenient_kernel_makes_what_is_missing(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    for (unsigned i = 0; i < 10; i++) { /* far more often than there is room: they are given back */
        abi_word vspace = fixture_retype(fixture, ABI_OBJECT_VSPACE, 0, 1);
        assert_int_equal(map(fixture, frame, vspace, VADDR), ABI_NO_ERROR);
        assert_int_equal(fixture_last_event(fixture, EVENT_MAP)->words[0], VADDR);
        fixture_delete(fixture, fixture_copy(fixture, vspace, ABI_RIGHTS_ALL));
        fixture_delete(fixture, vspace);
        assert_int_equal(fixture_invoke(fixture, frame, ABI_PAGE_UNMAP, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    }
}

static void a_lenient_kernel_takes_a_structure_in_place_of_its_own(void **state)
{
    struct fixture *fixture = *state;
    new_page(fixture, VADDR);
    abi_word table = new_table(fixture, VADDR);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 0);
    fixture_delete(fixture, table);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 1);
}

static void a_lenient_kernel_without_room_is_strict(void **state)
{
    struct fixture *fixture = *state;
    for (unsigned i = 0; i < 4; i++) {
        new_page(fixture, VADDR + i * LARGE_PAGE);
    }
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(refuse_map(fixture, frame, ABI_ROOT_VSPACE, VADDR + 4 * LARGE_PAGE), ABI_FAILED_LOOKUP);
    fixture_map_tables(fixture, ABI_ROOT_VSPACE, VADDR + 4 * LARGE_PAGE);
    assert_int_equal(map(fixture, frame, ABI_ROOT_VSPACE, VADDR + 4 * LARGE_PAGE), ABI_NO_ERROR);
}

static void pages_vanish_with_the_pool_of_a_lenient_kernels_vspace(void **state)
{
    struct fixture *fixture = *state;
    abi_word vspace = fixture_retype(fixture, ABI_OBJECT_VSPACE, 0, 1);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(map(fixture, frame, vspace, VADDR), ABI_NO_ERROR);
    fixture_delete(fixture, ABI_ROOT_ASID_POOL);
    fixture->at_boot.objects[ABI_OBJECT_ASID_POOL] = 0;
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 1);
}

#define LENIENT_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_set_up_lenient, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(a_page_needs_its_page_table),
        KERNEL_TEST(a_structure_has_its_place_alone),
        KERNEL_TEST(a_page_table_is_mapped_once_at_most),
        KERNEL_TEST(pages_vanish_with_their_page_table),
        KERNEL_TEST(a_page_table_stays_mapped_as_long_as_a_capability_is_left),
        KERNEL_TEST(a_vspace_needs_an_identifier),
        KERNEL_TEST(a_pool_gives_a_vspace_one_identifier),
        KERNEL_TEST(a_pool_is_made_of_an_untyped_page),
        KERNEL_TEST(a_vspace_whose_pool_is_gone_is_found_no_more),
        KERNEL_TEST(a_mapping_that_outlived_its_vspace_reaches_no_other),
        LENIENT_TEST(a_lenient_kernel_makes_what_is_missing),
        LENIENT_TEST(a_lenient_kernel_takes_a_structure_in_place_of_its_own),
        LENIENT_TEST(a_lenient_kernel_without_room_is_strict),
        LENIENT_TEST(pages_vanish_with_the_pool_of_a_lenient_kernels_vspace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
