/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Untyped memory: Retype.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

/* Retypes an untyped into the root CNode. */
static abi_word retype(struct fixture *fixture, abi_word untyped, abi_word type, abi_word bits, abi_word slot,
                       abi_word count)
{
    return fixture_invoke(fixture, untyped, ABI_UNTYPED_RETYPE, WORDS(type, bits, 0, 0, slot, count),
                          WORDS(ABI_ROOT_CNODE));
}

static abi_word refuse(struct fixture *fixture, abi_word untyped, abi_word type, abi_word bits, abi_word slot,
                       abi_word count)
{
    return fixture_refuse(fixture, untyped, ABI_UNTYPED_RETYPE, WORDS(type, bits, 0, 0, slot, count),
                          WORDS(ABI_ROOT_CNODE));
}

static abi_word paddr_of(struct fixture *fixture, abi_word slot)
{
    abi_word paddr;
    kernel_cap_name(fixture->kernel, fixture->root, slot, &paddr);
    return paddr;
}

static bool is_large_frame(abi_word type)
{
#ifdef ABI_HUGE_PAGE_BITS
    if (type == ABI_OBJECT_FRAME_HUGE) {
        return true;
    }
#endif
    return type == ABI_OBJECT_FRAME_LARGE;
}

static void retype_makes_objects_of_every_type(void **state)
{
    struct fixture *fixture = *state;
    struct kernel_census before;
    struct kernel_census after;
    for (abi_word type = 0; type < ABI_OBJECT_COUNT; type++) {
        if (is_large_frame(type)) {
            continue; /* larger than the ordinary memory here */
        }
        abi_word slot = fixture_slots(fixture, 2);
        kernel_get_census(fixture->kernel, &before);
        assert_int_equal(retype(fixture, fixture->untyped, type, SCHEDULE_RETYPE_BITS(type, 4), slot, 2),
                         ABI_NO_ERROR);
        kernel_get_census(fixture->kernel, &after);
        assert_int_equal(after.objects[type], before.objects[type] + 2);
        assert_int_equal(after.capabilities, before.capabilities + 2);
        assert_false(fixture_slot_is_empty(fixture, slot + 1));
    }
}

static void retype_aligns_the_watermark_to_the_object(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    abi_word next = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word start = paddr_of(fixture, fixture->untyped);
    assert_int_equal(paddr_of(fixture, endpoint), start);
    assert_int_equal(paddr_of(fixture, frame), start + (1UL << ABI_PAGE_BITS));
    assert_int_equal(paddr_of(fixture, next), start + (2UL << ABI_PAGE_BITS));
}

static void retype_starts_anew_once_there_are_no_children(void **state)
{
    struct fixture *fixture = *state;
    abi_word first = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 2);
    fixture_delete(fixture, first);
    abi_word second = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(paddr_of(fixture, second), paddr_of(fixture, fixture->untyped) + (2UL << ABI_PAGE_BITS));
    fixture_delete(fixture, first + 1);
    fixture_delete(fixture, second);
    abi_word third = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(paddr_of(fixture, third), paddr_of(fixture, fixture->untyped));
}

static void retype_fills_an_untyped_to_its_last_byte(void **state)
{
    struct fixture *fixture = *state;
    abi_word untyped = fixture_retype(fixture, ABI_OBJECT_UNTYPED, ABI_PAGE_BITS + 2, 1);
    abi_word frames = fixture_slots(fixture, 5);
    assert_int_equal(retype(fixture, untyped, ABI_OBJECT_FRAME_4K, 0, frames, 4), ABI_NO_ERROR);
    assert_int_equal(refuse(fixture, untyped, ABI_OBJECT_ENDPOINT, 0, frames + 4, 1), ABI_NOT_ENOUGH_MEMORY);
    assert_int_equal(fixture_result(fixture, 0), 0);
}

static void retype_makes_all_objects_or_none(void **state)
{
    struct fixture *fixture = *state;
    abi_word untyped = fixture_retype(fixture, ABI_OBJECT_UNTYPED, ABI_PAGE_BITS + 2, 1);
    abi_word frames = fixture_slots(fixture, 5);
    assert_int_equal(refuse(fixture, untyped, ABI_OBJECT_FRAME_4K, 0, frames, 5), ABI_NOT_ENOUGH_MEMORY);
    assert_int_equal(fixture_result(fixture, 0), 4UL << ABI_PAGE_BITS);
}

static void retype_puts_objects_into_the_cnode_that_index_and_depth_name(void **state)
{
    struct fixture *fixture = *state;
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 1);
    assert_int_equal(fixture_invoke(fixture, fixture->untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_ENDPOINT, 0, cnode, ABI_WORD_BITS, 14, 2),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    abi_word moved = fixture_slots(fixture, 1);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_MOVE,
                                    WORDS(moved, ABI_WORD_BITS, 15, 4), WORDS(cnode)),
                     ABI_NO_ERROR);
    assert_string_equal(fixture_slot_name(fixture, moved), "endpoint");
}

static void retype_fan_out_is_limited(void **state)
{
    struct fixture *fixture = *state;
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, 9, 1);
    struct fixture_words caps = WORDS(cnode);
    assert_int_equal(fixture_refuse(fixture, fixture->untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_ENDPOINT, 0, 0, 0, 0, ABI_RETYPE_FAN_OUT + 1), caps),
                     ABI_RANGE_ERROR);
    assert_int_equal(fixture_result(fixture, 0), 1);
    assert_int_equal(fixture_result(fixture, 1), ABI_RETYPE_FAN_OUT);
    assert_int_equal(fixture_refuse(fixture, fixture->untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_ENDPOINT, 0, 0, 0, 0, 0), caps),
                     ABI_RANGE_ERROR);
    assert_int_equal(fixture_invoke(fixture, fixture->untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_ENDPOINT, 0, 0, 0, 0, ABI_RETYPE_FAN_OUT), caps),
                     ABI_NO_ERROR);
}

static void retype_window_must_be_inside_the_cnode(void **state)
{
    struct fixture *fixture = *state;
    abi_word slots = 1UL << FIXTURE_CNODE_BITS;
    assert_int_equal(refuse(fixture, fixture->untyped, ABI_OBJECT_ENDPOINT, 0, slots, 1), ABI_RANGE_ERROR);
    assert_int_equal(fixture_result(fixture, 1), slots - 1);
    assert_int_equal(refuse(fixture, fixture->untyped, ABI_OBJECT_ENDPOINT, 0, slots - 2, 3),
                     ABI_RANGE_ERROR);
    assert_int_equal(fixture_result(fixture, 1), 2);
    assert_int_equal(refuse(fixture, fixture->untyped, ABI_OBJECT_ENDPOINT, 0, ~0UL, 2), ABI_RANGE_ERROR);
}

static void retype_needs_all_slots_empty(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 3);
    assert_int_equal(retype(fixture, fixture->untyped, ABI_OBJECT_ENDPOINT, 0, slot + 2, 1), ABI_NO_ERROR);
    assert_int_equal(refuse(fixture, fixture->untyped, ABI_OBJECT_ENDPOINT, 0, slot, 3), ABI_DELETE_FIRST);
}

static void retype_refuses_types_and_sizes_that_do_not_exist(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 1);
    abi_word from = fixture->untyped;
    assert_int_equal(refuse(fixture, from, ABI_OBJECT_COUNT, 4, slot, 1), ABI_INVALID_ARGUMENT);
    assert_int_equal(fixture_result(fixture, 0), 0);
    assert_int_equal(refuse(fixture, from, ~0UL, 4, slot, 1), ABI_INVALID_ARGUMENT);
    assert_int_equal(refuse(fixture, from, ABI_OBJECT_UNTYPED, ABI_WORD_BITS, slot, 1), ABI_RANGE_ERROR);
    assert_int_equal(refuse(fixture, from, ABI_OBJECT_UNTYPED, ~0UL, slot, 1), ABI_RANGE_ERROR);
    assert_int_equal(refuse(fixture, from, ABI_OBJECT_UNTYPED, (1UL << (ABI_WORD_BITS - 1)) + 12, slot, 1),
                     ABI_RANGE_ERROR);
    assert_int_equal(refuse(fixture, from, ABI_OBJECT_UNTYPED, ABI_MAX_UNTYPED_BITS + 1, slot, 1),
                     ABI_RANGE_ERROR);
    assert_int_equal(refuse(fixture, from, ABI_OBJECT_CNODE, ABI_MAX_UNTYPED_BITS, slot, 1), ABI_RANGE_ERROR);
    assert_int_equal(refuse(fixture, from, ABI_OBJECT_CNODE, 0, slot, 1), ABI_INVALID_ARGUMENT);
    assert_int_equal(fixture_result(fixture, 0), 1);
    assert_int_equal(refuse(fixture, from, ABI_OBJECT_UNTYPED, ABI_MIN_UNTYPED_BITS - 1, slot, 1),
                     ABI_INVALID_ARGUMENT);
    assert_int_equal(refuse(fixture, from, ABI_OBJECT_UNTYPED, ABI_MAX_UNTYPED_BITS, slot, 1),
                     ABI_NOT_ENOUGH_MEMORY);
}

static void retype_of_device_memory_gives_frames_and_untypeds_alone(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 4);
    for (abi_word type = 0; type < ABI_OBJECT_COUNT; type++) {
        if (type == ABI_OBJECT_UNTYPED || type == ABI_OBJECT_FRAME_4K || is_large_frame(type)) {
            continue;
        }
        assert_int_equal(refuse(fixture, fixture->device_untyped, type, 4, slot, 1), ABI_INVALID_ARGUMENT);
    }
    assert_int_equal(retype(fixture, fixture->device_untyped, ABI_OBJECT_FRAME_4K, 0, slot, 1), ABI_NO_ERROR);
    assert_int_equal(retype(fixture, fixture->device_untyped, ABI_OBJECT_FRAME_LARGE, 0, slot + 1, 1),
                     ABI_NO_ERROR);
    fixture_revoke(fixture, fixture->device_untyped);
    assert_int_equal(retype(fixture, fixture->device_untyped, ABI_OBJECT_UNTYPED, 13, slot + 2, 1),
                     ABI_NO_ERROR);
    assert_int_equal(refuse(fixture, slot + 2, ABI_OBJECT_ENDPOINT, 0, slot + 3, 1), ABI_INVALID_ARGUMENT);
}

static void retype_refuses_a_root_that_is_no_cnode(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(fixture_refuse(fixture, fixture->untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_ENDPOINT, 0, 0, 0, slot, 1), WORDS(ABI_ROOT_TCB)),
                     ABI_FAILED_LOOKUP);
    assert_int_equal(fixture_refuse(fixture, fixture->untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_ENDPOINT, 0, 0, ABI_WORD_BITS, slot, 1),
                                    WORDS(ABI_ROOT_TCB)),
                     ABI_FAILED_LOOKUP);
    assert_int_equal(fixture_refuse(fixture, fixture->untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_ENDPOINT, 0, ABI_ROOT_TCB, ABI_WORD_BITS, slot, 1),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_FAILED_LOOKUP);
    assert_int_equal(fixture_refuse(fixture, fixture->untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_ENDPOINT, 0, ABI_ROOT_CNODE, ABI_WORD_BITS + 1, slot, 1),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_RANGE_ERROR);
}

static void retype_refuses_a_truncated_message(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(fixture_refuse(fixture, fixture->untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_ENDPOINT, 0, 0, 0, slot), WORDS(ABI_ROOT_CNODE)),
                     ABI_TRUNCATED_MESSAGE);
    assert_int_equal(fixture_refuse(fixture, fixture->untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_ENDPOINT, 0, 0, 0, slot, 1), NO_WORDS),
                     ABI_TRUNCATED_MESSAGE);
}

static void copy_of_an_untyped_needs_it_to_have_no_children(void **state)
{
    struct fixture *fixture = *state;
    abi_word copy = fixture_slots(fixture, 2);
    fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    assert_int_equal(
        fixture_refuse(fixture, ABI_ROOT_CNODE, ABI_CNODE_COPY,
                       WORDS(copy, ABI_WORD_BITS, fixture->untyped, ABI_WORD_BITS, ABI_RIGHTS_ALL),
                       WORDS(ABI_ROOT_CNODE)),
        ABI_REVOKE_FIRST);
}

static void copy_of_an_untyped_leaves_no_room_in_the_original(void **state)
{
    struct fixture *fixture = *state;
    abi_word copy = fixture_copy(fixture, fixture->untyped, ABI_RIGHTS_ALL);
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(refuse(fixture, fixture->untyped, ABI_OBJECT_ENDPOINT, 0, slot, 1),
                     ABI_NOT_ENOUGH_MEMORY);
    assert_int_equal(retype(fixture, copy, ABI_OBJECT_ENDPOINT, 0, slot, 1), ABI_NO_ERROR);
    fixture_revoke(fixture, fixture->untyped);
    assert_true(fixture_slot_is_empty(fixture, copy));
    assert_int_equal(retype(fixture, fixture->untyped, ABI_OBJECT_ENDPOINT, 0, slot, 1), ABI_NO_ERROR);
}

static void retype_clears_what_was_there_before(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    unsigned bits = ABI_TCB_BITS - ABI_SLOT_BITS;
    memset(kernel_message(thread.thread), 0xff, sizeof(struct abi_message));
    fixture_delete(fixture, thread.tcb);
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, bits, 1);
    for (abi_word i = 0; i < 1UL << bits; i++) {
        assert_int_equal(fixture_invoke(fixture, cnode, ABI_CNODE_COPY,
                                        WORDS(i, bits, ABI_ROOT_TCB, ABI_WORD_BITS, ABI_RIGHTS_ALL),
                                        WORDS(ABI_ROOT_CNODE)),
                         ABI_NO_ERROR);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(retype_makes_objects_of_every_type),
        KERNEL_TEST(retype_aligns_the_watermark_to_the_object),
        KERNEL_TEST(retype_starts_anew_once_there_are_no_children),
        KERNEL_TEST(retype_fills_an_untyped_to_its_last_byte),
        KERNEL_TEST(retype_makes_all_objects_or_none),
        KERNEL_TEST(retype_puts_objects_into_the_cnode_that_index_and_depth_name),
        KERNEL_TEST(retype_fan_out_is_limited),
        KERNEL_TEST(retype_window_must_be_inside_the_cnode),
        KERNEL_TEST(retype_needs_all_slots_empty),
        KERNEL_TEST(retype_refuses_types_and_sizes_that_do_not_exist),
        KERNEL_TEST(retype_of_device_memory_gives_frames_and_untypeds_alone),
        KERNEL_TEST(retype_refuses_a_root_that_is_no_cnode),
        KERNEL_TEST(retype_refuses_a_truncated_message),
        KERNEL_TEST(copy_of_an_untyped_needs_it_to_have_no_children),
        KERNEL_TEST(copy_of_an_untyped_leaves_no_room_in_the_original),
        KERNEL_TEST(retype_clears_what_was_there_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
