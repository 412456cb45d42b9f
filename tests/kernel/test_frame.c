/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames. What they are mapped in: test_table.c.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "kernel/memory/vspace.h"
#include "kernel_kinds.h"
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

/* As fixture_set_up(), with paging structures around VADDR. */
static int set_up(void **state)
{
    int error = fixture_set_up(state);
    if (error == 0) {
        fixture_map_tables(*state, ABI_ROOT_VSPACE, VADDR);
    }
    return error;
}
#define FRAME_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, fixture_tear_down)

/* An address whose large page has no page table. */
#define LARGE_VADDR (VADDR + (1UL << ABI_LARGE_PAGE_BITS))

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
    abi_word vspace = fixture_vspace(fixture);
    fixture_map_tables(fixture, vspace, VADDR);
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
    assert_int_equal(refuse_map(fixture, frame, ~0UL << ABI_PAGE_BITS), ABI_INVALID_ARGUMENT);
    assert_int_equal(refuse_map(fixture, large, ABI_USER_TOP & ~((1UL << ABI_LARGE_PAGE_BITS) - 1)),
                     ABI_INVALID_ARGUMENT);
    fixture_map_tables(fixture, ABI_ROOT_VSPACE, ABI_USER_TOP - 0x1000);
    assert_int_equal(map(fixture, frame, ABI_USER_TOP - 0x1000, READ_WRITE), ABI_NO_ERROR);
}

/* On RISC-V they are not: see triggers/test_page_tables.c. */
static void skip_unless_pages_are_replaced(void)
{
    if (!PAGES_ARE_REPLACED) {
        skip();
    }
}

static void map_over_another_frame_replaces_it(void **state)
{
    struct fixture *fixture = *state;
    skip_unless_pages_are_replaced();
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 2);
    abi_word large = large_frames(fixture, 2);
    const struct {
        abi_word frames;
        abi_word vaddr;
    } cases[] = {{frame, VADDR}, {large, LARGE_VADDR}};
    for (unsigned i = 0; i < 2; i++) {
        assert_int_equal(map(fixture, cases[i].frames, cases[i].vaddr, READ_WRITE), ABI_NO_ERROR);
        const void *old = fixture_last_event(fixture, EVENT_MAP)->object;
        assert_int_equal(map(fixture, cases[i].frames + 1, cases[i].vaddr, READ_WRITE), ABI_NO_ERROR);
        assert_ptr_equal(fixture_last_event(fixture, EVENT_UNMAP)->object, old);
        assert_ptr_not_equal(fixture_last_event(fixture, EVENT_MAP)->object, old);
        assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), i + 1);
    }
}

static void unmap_of_what_was_replaced_leaves_the_new_one(void **state)
{
    struct fixture *fixture = *state;
    skip_unless_pages_are_replaced();
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 2);
    assert_int_equal(map(fixture, frame, VADDR, READ_WRITE), ABI_NO_ERROR);
    assert_int_equal(map(fixture, frame + 1, VADDR, READ_WRITE), ABI_NO_ERROR);
    assert_int_equal(refuse_map(fixture, frame, VADDR + 0x1000), ABI_INVALID_ARGUMENT);
    assert_int_equal(fixture_invoke(fixture, frame, ABI_PAGE_UNMAP, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 1);
    fixture_delete(fixture, frame + 1);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 2);
}

static void a_replacement_that_the_machine_refuses_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    skip_unless_pages_are_replaced();
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 2);
    assert_int_equal(map(fixture, frame, VADDR, READ_WRITE), ABI_NO_ERROR);
    const void *old = fixture_last_event(fixture, EVENT_MAP)->object;
    fixture->refuse_map = true;
    assert_int_equal(map(fixture, frame + 1, VADDR, READ_WRITE), ABI_NOT_ENOUGH_MEMORY);
    fixture->refuse_map = false;
    assert_true(kernel_vspace_replay(fixture->kernel, kernel_thread_vspace(fixture->root)));
    assert_ptr_equal(fixture_last_event(fixture, EVENT_MAP)->object, old);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRAME_TEST(map_asks_the_machine),
        FRAME_TEST(map_gives_no_more_than_the_capability_allows),
        FRAME_TEST(map_without_the_read_right_shows_nothing),
        FRAME_TEST(unmap_of_what_was_not_shown_leaves_the_machine_alone),
        FRAME_TEST(map_again_without_the_read_right_hides_the_frame),
        FRAME_TEST(map_again_at_the_same_address_changes_the_rights),
        FRAME_TEST(the_machine_is_told_a_frames_address_and_size),
        FRAME_TEST(replay_fails_where_the_machine_refuses_a_mapping),
        FRAME_TEST(map_elsewhere_while_mapped_is_refused),
        FRAME_TEST(map_refuses_addresses_that_may_not_be),
        FRAME_TEST(map_over_another_frame_replaces_it),
        FRAME_TEST(unmap_of_what_was_replaced_leaves_the_new_one),
        FRAME_TEST(a_replacement_that_the_machine_refuses_changes_nothing),
        FRAME_TEST(map_refuses_what_is_no_vspace),
        FRAME_TEST(map_that_the_machine_refuses_changes_nothing),
        FRAME_TEST(unmap_asks_the_machine_once),
        FRAME_TEST(each_copy_has_a_mapping_of_its_own),
        FRAME_TEST(a_moved_capability_stays_mapped),
        FRAME_TEST(get_address_tells_where_the_frame_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
