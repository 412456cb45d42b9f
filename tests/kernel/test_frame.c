/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames and paging structures.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

#define VADDR 0x1000000UL
#define READ_WRITE (ABI_RIGHT_READ | ABI_RIGHT_WRITE)

static abi_word map(struct fixture *fixture, abi_word frame, abi_word vaddr, abi_word rights)
{
    return fixture_invoke(fixture, frame, ABI_PAGE_MAP, WORDS(vaddr, rights, 0), WORDS(ABI_ROOT_VSPACE));
}

static abi_word refuse_map(struct fixture *fixture, abi_word frame, abi_word vaddr)
{
    return fixture_refuse(fixture, frame, ABI_PAGE_MAP, WORDS(vaddr, READ_WRITE, 0), WORDS(ABI_ROOT_VSPACE));
}

static abi_word large_frames(struct fixture *fixture, unsigned count)
{
    abi_word slot = fixture_slots(fixture, count);
    assert_int_equal(fixture_invoke(fixture, fixture->device_untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_FRAME_LARGE, 0, 0, 0, slot, count),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    return slot;
}

static void map_asks_the_machine(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(map(fixture, frame, VADDR, READ_WRITE), ABI_NO_ERROR);
    assert_int_equal(fixture_last_event(fixture, EVENT_MAP)->words[0], VADDR);
    assert_int_equal(fixture_last_event(fixture, EVENT_MAP)->words[1], 1);
}

static void map_gives_no_more_than_the_capability_allows(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    abi_word reader = fixture_copy(fixture, frame, ABI_RIGHT_READ);
    assert_int_equal(map(fixture, reader, VADDR, READ_WRITE), ABI_NO_ERROR);
    assert_int_equal(fixture_last_event(fixture, EVENT_MAP)->words[1], 0);
    assert_int_equal(map(fixture, frame, VADDR + 0x1000, ABI_RIGHT_READ), ABI_NO_ERROR);
    assert_int_equal(fixture_last_event(fixture, EVENT_MAP)->words[1], 0);
}

static void map_without_the_read_right_shows_nothing(void **state)
{
    struct fixture *fixture = *state;
    static const abi_word rights[] = {0, ABI_RIGHT_WRITE, ABI_RIGHT_GRANT};
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    for (unsigned i = 0; i < 3; i++) {
        abi_word vaddr = VADDR + i * 0x1000;
        abi_word copy = fixture_copy(fixture, frame, rights[i]);
        assert_int_equal(map(fixture, copy, vaddr, READ_WRITE), ABI_NO_ERROR);
        assert_int_equal(refuse_map(fixture, frame, vaddr), ABI_DELETE_FIRST);
        assert_true(kernel_vspace_replay(fixture->kernel, kernel_thread_vspace(fixture->root)));
    }
    assert_int_equal(fixture_event_count(fixture, EVENT_MAP), 0);
}

static void unmap_of_what_was_not_shown_leaves_the_machine_alone(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    abi_word copy = fixture_copy(fixture, frame, ABI_RIGHT_WRITE);
    assert_int_equal(map(fixture, copy, VADDR, READ_WRITE), ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, copy, ABI_PAGE_UNMAP, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 0);
    assert_int_equal(map(fixture, frame, VADDR, READ_WRITE), ABI_NO_ERROR);
}

static void map_again_without_the_read_right_hides_the_frame(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(map(fixture, frame, VADDR, READ_WRITE), ABI_NO_ERROR);
    assert_int_equal(map(fixture, frame, VADDR, ABI_RIGHT_WRITE), ABI_NO_ERROR);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 1);
    assert_int_equal(map(fixture, frame, VADDR, ABI_RIGHT_READ), ABI_NO_ERROR);
    assert_int_equal(fixture_event_count(fixture, EVENT_MAP), 2);
}

static void map_again_at_the_same_address_changes_the_rights(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(map(fixture, frame, VADDR, ABI_RIGHT_READ), ABI_NO_ERROR);
    assert_int_equal(map(fixture, frame, VADDR, READ_WRITE), ABI_NO_ERROR);
    assert_int_equal(fixture_last_event(fixture, EVENT_MAP)->words[1], 1);
    assert_true(kernel_vspace_replay(fixture->kernel, kernel_thread_vspace(fixture->root)));
    assert_int_equal(fixture_event_count(fixture, EVENT_MAP), 3);
    assert_int_equal(fixture_last_event(fixture, EVENT_MAP)->words[1], 1);
}

static void the_machine_is_told_a_frames_address_and_size(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(map(fixture, frame, VADDR, READ_WRITE), ABI_NO_ERROR);
    const struct kernel_frame *mapped = fixture_last_event(fixture, EVENT_MAP)->object;
    assert_int_equal(fixture_invoke(fixture, frame, ABI_PAGE_GET_ADDRESS, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(kernel_frame_paddr(mapped), fixture_result(fixture, 0));
    assert_int_equal(kernel_frame_bits(mapped), ABI_PAGE_BITS);
}

static void replay_fails_where_the_machine_refuses_a_mapping(void **state)
{
    struct fixture *fixture = *state;
    struct kernel_vspace *vspace = kernel_thread_vspace(fixture->root);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(map(fixture, frame, VADDR, READ_WRITE), ABI_NO_ERROR);
    fixture->refuse_map = true;
    assert_false(kernel_vspace_replay(fixture->kernel, vspace));
    fixture->refuse_map = false;
    assert_true(kernel_vspace_replay(fixture->kernel, vspace));
}

static void map_elsewhere_while_mapped_is_refused(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    abi_word vspace = fixture_retype(fixture, FIXTURE_VSPACE_OBJECT, 0, 1);
    assert_int_equal(map(fixture, frame, VADDR, READ_WRITE), ABI_NO_ERROR);
    assert_int_equal(refuse_map(fixture, frame, VADDR + 0x1000), ABI_INVALID_ARGUMENT);
    assert_int_equal(fixture_refuse(fixture, frame, ABI_PAGE_MAP, WORDS(VADDR, READ_WRITE, 0), WORDS(vspace)),
                     ABI_INVALID_CAPABILITY);
    assert_int_equal(fixture_result(fixture, 0), 1);
}

static void map_refuses_addresses_that_may_not_be(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    abi_word large = large_frames(fixture, 1);
    assert_int_equal(refuse_map(fixture, frame, VADDR + 1), ABI_ALIGNMENT_ERROR);
    assert_int_equal(refuse_map(fixture, large, VADDR + 0x1000), ABI_ALIGNMENT_ERROR);
    assert_int_equal(refuse_map(fixture, frame, ABI_USER_TOP), ABI_INVALID_ARGUMENT);
    assert_int_equal(refuse_map(fixture, frame, ~0UL), ABI_INVALID_ARGUMENT);
    assert_int_equal(refuse_map(fixture, large, ABI_USER_TOP - 0x1000), ABI_INVALID_ARGUMENT);
    assert_int_equal(map(fixture, frame, ABI_USER_TOP - 0x1000, READ_WRITE), ABI_NO_ERROR);
}

static void map_over_another_frame_is_refused(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 2);
    abi_word large = large_frames(fixture, 2);
    abi_word inside = VADDR + 0x5000;
    assert_int_equal(map(fixture, frame, inside, READ_WRITE), ABI_NO_ERROR);
    assert_int_equal(refuse_map(fixture, frame + 1, inside), ABI_DELETE_FIRST);
    assert_int_equal(refuse_map(fixture, large, VADDR), ABI_DELETE_FIRST);
    assert_int_equal(fixture_invoke(fixture, frame, ABI_PAGE_UNMAP, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(map(fixture, large, VADDR, READ_WRITE), ABI_NO_ERROR);
    assert_int_equal(refuse_map(fixture, large + 1, VADDR), ABI_DELETE_FIRST);
    assert_int_equal(refuse_map(fixture, frame, inside), ABI_DELETE_FIRST);
    assert_int_equal(map(fixture, frame, VADDR + (1UL << ABI_LARGE_PAGE_BITS), READ_WRITE), ABI_NO_ERROR);
}

static void map_refuses_what_is_no_vspace(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(
        fixture_refuse(fixture, frame, ABI_PAGE_MAP, WORDS(VADDR, READ_WRITE, 0), WORDS(ABI_ROOT_CNODE)),
        ABI_INVALID_CAPABILITY);
    assert_int_equal(
        fixture_refuse(fixture, frame, ABI_PAGE_MAP, WORDS(VADDR, READ_WRITE), WORDS(ABI_ROOT_VSPACE)),
        ABI_TRUNCATED_MESSAGE);
}

static void map_that_the_machine_refuses_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    fixture->refuse_map = true;
    assert_int_equal(refuse_map(fixture, frame, VADDR), ABI_NOT_ENOUGH_MEMORY);
}

static void unmap_asks_the_machine_once(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(map(fixture, frame, VADDR, READ_WRITE), ABI_NO_ERROR);
    for (unsigned i = 0; i < 2; i++) {
        assert_int_equal(fixture_invoke(fixture, frame, ABI_PAGE_UNMAP, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
        assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 1);
    }
    assert_int_equal(fixture_last_event(fixture, EVENT_UNMAP)->words[0], VADDR);
    assert_int_equal(map(fixture, frame, VADDR + 0x1000, READ_WRITE), ABI_NO_ERROR);
}

static void each_copy_has_a_mapping_of_its_own(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(map(fixture, frame, VADDR, READ_WRITE), ABI_NO_ERROR);
    abi_word copy = fixture_copy(fixture, frame, ABI_RIGHTS_ALL);
    assert_int_equal(map(fixture, copy, VADDR + 0x1000, READ_WRITE), ABI_NO_ERROR);
    fixture_delete(fixture, frame);
    assert_int_equal(fixture_last_event(fixture, EVENT_UNMAP)->words[0], VADDR);
    assert_int_equal(fixture_event_count(fixture, EVENT_DESTROY_FRAME), 0);
    fixture_delete(fixture, copy);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 2);
    assert_int_equal(fixture_event_count(fixture, EVENT_DESTROY_FRAME), 1);
}

static void a_moved_capability_stays_mapped(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(map(fixture, frame, VADDR, READ_WRITE), ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_MOVE,
                                    WORDS(slot, ABI_WORD_BITS, frame, ABI_WORD_BITS), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    fixture_delete(fixture, slot);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 1);
}

static void get_address_tells_where_the_frame_is(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 2);
    assert_int_equal(fixture_invoke(fixture, fixture->device_untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_FRAME_4K, 0, 0, 0, slot, 2), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, slot + 1, ABI_PAGE_GET_ADDRESS, NO_WORDS, NO_WORDS),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_result(fixture, 0), FIXTURE_DEVICE_PADDR + 0x1000);
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
    assert_int_equal(fixture_refuse(fixture, table, ABI_PAGE_TABLE_MAP, WORDS(ABI_USER_TOP, 0), vspace),
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

static void asid_pool_assign_wants_a_vspace(void **state)
{
    struct fixture *fixture = *state;
    abi_word vspace = fixture_retype(fixture, FIXTURE_VSPACE_OBJECT, 0, 1);
    assert_int_equal(
        fixture_invoke(fixture, ABI_ROOT_ASID_POOL, ABI_ASID_POOL_ASSIGN, NO_WORDS, WORDS(vspace)),
        ABI_NO_ERROR);
    assert_int_equal(
        fixture_refuse(fixture, ABI_ROOT_ASID_POOL, ABI_ASID_POOL_ASSIGN, NO_WORDS, WORDS(ABI_ROOT_TCB)),
        ABI_INVALID_CAPABILITY);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_ASID_POOL, ABI_ASID_POOL_ASSIGN, NO_WORDS, NO_WORDS),
                     ABI_TRUNCATED_MESSAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(map_asks_the_machine),
        KERNEL_TEST(map_gives_no_more_than_the_capability_allows),
        KERNEL_TEST(map_without_the_read_right_shows_nothing),
        KERNEL_TEST(unmap_of_what_was_not_shown_leaves_the_machine_alone),
        KERNEL_TEST(map_again_without_the_read_right_hides_the_frame),
        KERNEL_TEST(map_again_at_the_same_address_changes_the_rights),
        KERNEL_TEST(the_machine_is_told_a_frames_address_and_size),
        KERNEL_TEST(replay_fails_where_the_machine_refuses_a_mapping),
        KERNEL_TEST(map_elsewhere_while_mapped_is_refused),
        KERNEL_TEST(map_refuses_addresses_that_may_not_be),
        KERNEL_TEST(map_over_another_frame_is_refused),
        KERNEL_TEST(map_refuses_what_is_no_vspace),
        KERNEL_TEST(map_that_the_machine_refuses_changes_nothing),
        KERNEL_TEST(unmap_asks_the_machine_once),
        KERNEL_TEST(each_copy_has_a_mapping_of_its_own),
        KERNEL_TEST(a_moved_capability_stays_mapped),
        KERNEL_TEST(get_address_tells_where_the_frame_is),
        KERNEL_TEST(a_page_table_is_mapped_once_at_most),
        KERNEL_TEST(asid_pool_assign_wants_a_vspace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
