/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * TCB methods.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

static const abi_word guard = ABI_GUARD_DATA(0, ABI_WORD_BITS - FIXTURE_CNODE_BITS);

#define A_HANDLER 7 /* a fault handler's address, different from the thread's */

static abi_word set_image(struct fixture *fixture, abi_word tcb, const char *text, size_t count)
{
    abi_word words[8] = {count};
    memcpy(&words[1], text, count);
    return fixture_invoke(fixture, tcb, ABI_TCB_SET_IMAGE, (struct fixture_words){8, words}, NO_WORDS);
}

static void configure_gives_a_thread_its_spaces(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    abi_word vspace = fixture_vspace(fixture);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    abi_word copy = fixture_copy(fixture, vspace, ABI_RIGHTS_ALL);
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_TCB_CONFIGURE, CONFIGURE_WORDS(0, guard, 0x400000),
                                    WORDS(ABI_ROOT_CNODE, copy, frame)),
                     ABI_NO_ERROR);
    assert_int_equal(set_image(fixture, tcb, "a", 2), ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    struct kernel_thread *thread = fixture->threads[fixture->thread_count - 1];
    assert_non_null(kernel_thread_vspace(thread));
    assert_ptr_not_equal(kernel_thread_vspace(thread), kernel_thread_vspace(fixture->root));
    fixture_revoke(fixture, vspace);
    assert_null(kernel_thread_vspace(thread));
}

static void set_space_gives_a_thread_its_fault_handler(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    abi_word handler = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_SET_SPACE, SET_SPACE_WORDS(handler, guard),
                                    SET_SPACE_CAPS(handler, ABI_ROOT_CNODE, ABI_ROOT_VSPACE)),
                     ABI_NO_ERROR);
    fixture_do(fixture, thread.thread, ABI_SYS_CALL, ~0UL, 0, NO_WORDS, NO_WORDS);
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, handler, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(ABI_INFO_LABEL(fixture_answer(fixture, fixture->root)->info), ABI_FAULT_CAP);
}

static void a_started_thread_keeps_its_vspace(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    abi_word vspace = fixture_retype(fixture, ABI_OBJECT_VSPACE, 0, 1);
    assert_int_equal(fixture_refuse(fixture, thread.tcb, ABI_TCB_SET_SPACE, SET_SPACE_WORDS(A_HANDLER, guard),
                                    SET_SPACE_CAPS(A_HANDLER, ABI_ROOT_CNODE, vspace)),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(fixture_refuse(fixture, thread.tcb, ABI_TCB_CONFIGURE,
                                    CONFIGURE_WORDS(A_HANDLER, guard, 0), WORDS(ABI_ROOT_CNODE, vspace, 0)),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_refuse(fixture, thread.tcb, ABI_TCB_SET_SPACE, SET_SPACE_WORDS(A_HANDLER, guard),
                                    SET_SPACE_CAPS(A_HANDLER, ABI_ROOT_CNODE, vspace)),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_CONFIGURE, CONFIGURE_WORDS(0, guard, 0),
                                    WORDS(ABI_ROOT_CNODE, ABI_ROOT_VSPACE, 0)),
                     ABI_NO_ERROR);
}

static void configure_checks_the_buffer_first(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_CONFIGURE, CONFIGURE_WORDS(A_HANDLER, 0, 0x1001),
                                    WORDS(frame, frame, frame)),
                     ABI_ALIGNMENT_ERROR);
}

static void configure_refuses_capabilities_of_wrong_types(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    abi_word label = ABI_TCB_CONFIGURE;
    assert_int_equal(fixture_refuse(fixture, tcb, label, CONFIGURE_WORDS(A_HANDLER, 0, 0),
                                    WORDS(ABI_ROOT_VSPACE, ABI_ROOT_VSPACE, 0)),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(fixture_refuse(fixture, tcb, label, CONFIGURE_WORDS(A_HANDLER, guard, 0),
                                    WORDS(ABI_ROOT_CNODE, ABI_ROOT_CNODE, 0)),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(fixture_refuse(fixture, tcb, label, CONFIGURE_WORDS(A_HANDLER, guard, 0x1000),
                                    WORDS(ABI_ROOT_CNODE, ABI_ROOT_VSPACE, ABI_ROOT_TCB)),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(fixture_refuse(fixture, tcb, label,
                                    CONFIGURE_WORDS(A_HANDLER, guard + ABI_GUARD_DATA(0, 1), 0),
                                    WORDS(ABI_ROOT_CNODE, ABI_ROOT_VSPACE, 0)),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(
        fixture_refuse(fixture, tcb, label, WORDS(guard, 0), WORDS(ABI_ROOT_CNODE, ABI_ROOT_VSPACE, 0)),
        ABI_TRUNCATED_MESSAGE);
    assert_int_equal(fixture_refuse(fixture, tcb, label, CONFIGURE_WORDS(A_HANDLER, guard, 0),
                                    WORDS(ABI_ROOT_CNODE, ABI_ROOT_VSPACE)),
                     ABI_TRUNCATED_MESSAGE);
}

static void set_ipc_buffer_wants_an_aligned_ordinary_frame(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    abi_word device = fixture_slots(fixture, 1);
    assert_int_equal(fixture_invoke(fixture, fixture->device_untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(ABI_OBJECT_FRAME_4K, 0, 0, 0, device, 1), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_SET_IPC_BUFFER, WORDS(0x400004), WORDS(frame)),
                     ABI_ALIGNMENT_ERROR);
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_SET_IPC_BUFFER, WORDS(0x400000), WORDS(device)),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_TCB_SET_IPC_BUFFER, WORDS(0x400000), WORDS(frame)),
                     ABI_NO_ERROR);
}

static void the_last_capability_to_a_threads_cspace_is_not_replaced(void **state)
{
    struct fixture *fixture = *state;
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 1);
    abi_word copy = fixture_copy(fixture, cnode, ABI_RIGHTS_ALL);
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    assert_int_equal(fixture_set_space(fixture, tcb, 0, cnode, 0, ABI_ROOT_VSPACE), ABI_NO_ERROR);
    fixture_delete(fixture, cnode);
    assert_int_equal(fixture_set_space(fixture, tcb, 0, ABI_ROOT_CNODE, 0, ABI_ROOT_VSPACE), ABI_NO_ERROR);
    assert_int_equal(fixture_set_space(fixture, tcb, 0, copy, 0, ABI_ROOT_VSPACE), ABI_NO_ERROR);
    fixture_delete(fixture, copy);
    assert_int_equal(fixture_set_space(fixture, tcb, 0, ABI_ROOT_CNODE, 0, ABI_ROOT_VSPACE),
                     ABI_ILLEGAL_OPERATION);
}

static void priorities_are_limited_by_the_authority(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 2);
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_TCB_SET_SCHED_PARAMS, WORDS(100, 90),
                                    SCHED_PARAMS_CAPS(ABI_ROOT_TCB)),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_refuse(fixture, tcb + 1, ABI_TCB_SET_PRIORITY, WORDS(101), WORDS(tcb)),
                     ABI_RANGE_ERROR);
    assert_int_equal(fixture_result(fixture, 1), 100);
    assert_int_equal(fixture_refuse(fixture, tcb + 1, ABI_TCB_SET_MCPRIORITY, WORDS(101), WORDS(tcb)),
                     ABI_RANGE_ERROR);
    assert_int_equal(
        fixture_refuse(fixture, tcb + 1, ABI_TCB_SET_SCHED_PARAMS, WORDS(100, 101), SCHED_PARAMS_CAPS(tcb)),
        ABI_RANGE_ERROR);
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_SET_PRIORITY, WORDS(0x100), WORDS(ABI_ROOT_TCB)),
                     ABI_RANGE_ERROR);
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_SET_PRIORITY, WORDS(1), WORDS(ABI_ROOT_CNODE)),
                     ABI_INVALID_CAPABILITY);
    assert_int_equal(fixture_invoke(fixture, tcb + 1, ABI_TCB_SET_PRIORITY, WORDS(100), WORDS(tcb)),
                     ABI_NO_ERROR);
    assert_int_equal(
        fixture_invoke(fixture, tcb + 1, ABI_TCB_SET_MCPRIORITY, WORDS(255), WORDS(ABI_ROOT_TCB)),
        ABI_NO_ERROR);
}

static void set_image_passes_the_text_to_the_machine(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    assert_int_equal(set_image(fixture, tcb, "prog\0arg", 9), ABI_NO_ERROR);
    assert_int_equal(fixture_last_event(fixture, EVENT_IMAGE)->words[0], 9);
    assert_memory_equal(fixture_last_event(fixture, EVENT_IMAGE)->text, "prog\0arg", 9);
}

static void set_image_refuses_what_is_no_text(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_SET_IMAGE, WORDS(0, 0), NO_WORDS),
                     ABI_INVALID_ARGUMENT);
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_SET_IMAGE, WORDS(2, ~0UL), NO_WORDS),
                     ABI_INVALID_ARGUMENT);
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_SET_IMAGE, WORDS(ABI_WORD_BYTES + 1, 0), NO_WORDS),
                     ABI_TRUNCATED_MESSAGE);
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_SET_IMAGE, WORDS(~0UL, 0), NO_WORDS),
                     ABI_TRUNCATED_MESSAGE);
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_SET_IMAGE, NO_WORDS, NO_WORDS),
                     ABI_TRUNCATED_MESSAGE);
    fixture->image_error = ABI_FAILED_LOOKUP;
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_SET_IMAGE, WORDS(1, 0), NO_WORDS),
                     ABI_FAILED_LOOKUP);
}

static void resume_tells_what_the_machine_says(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    assert_int_equal(set_image(fixture, tcb, "a", 2), ABI_NO_ERROR);
    fixture->start_error = ABI_NOT_ENOUGH_MEMORY;
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NOT_ENOUGH_MEMORY);
    fixture->start_error = ABI_NO_ERROR;
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
}

static void an_image_cannot_be_set_once_the_thread_has_started(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    assert_int_equal(fixture_refuse(fixture, thread.tcb, ABI_TCB_SET_IMAGE, WORDS(1, 0), NO_WORDS),
                     ABI_ILLEGAL_OPERATION);
}

static void suspend_pauses_a_running_thread_until_it_is_resumed(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_false(kernel_is_running(thread.thread));
    assert_ptr_equal(fixture_last_event(fixture, EVENT_PAUSE)->object, thread.thread);
    assert_int_equal(fixture_last_event(fixture, EVENT_PAUSE)->words[0], 1);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_event_count(fixture, EVENT_PAUSE), 1);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_true(kernel_is_running(thread.thread));
    assert_int_equal(fixture_last_event(fixture, EVENT_PAUSE)->words[0], 0);
}

static void suspend_keeps_an_answer_for_later(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    abi_word badged = fixture_mint(fixture, notification, ABI_RIGHTS_ALL, 3);
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture_do(fixture, thread.thread, ABI_SYS_RECV, notification, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_invoke(fixture, badged, 0, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_false(fixture_is_ready(fixture, thread.thread));
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_answer(fixture, thread.thread)->capability, 3);
}

static void a_blocked_thread_does_its_call_again_when_it_is_resumed(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture_do(fixture, thread.thread, ABI_SYS_SEND, endpoint, 0, WORDS(77), NO_WORDS);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, endpoint, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->info, 0);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, endpoint, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->mr[0], 77);
}

/* Whatever a machine that has lost track might ask. */
static void a_thread_that_does_not_run_neither_enters_nor_is_taken(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread suspended = fixture_thread(fixture, 0);
    struct fixture_thread ready = fixture_thread(fixture, 0);
    assert_int_equal(fixture_invoke(fixture, suspended.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS),
                     ABI_NO_ERROR);
    fixture_do(fixture, ready.thread, ABI_SYS_YIELD, 0, 0, NO_WORDS, NO_WORDS);
    void *before = fixture_snapshot(fixture);
    kernel_enter(fixture->kernel, suspended.thread);
    kernel_enter(fixture->kernel, ready.thread);
    kernel_take(fixture->kernel, suspended.thread);
    assert_true(fixture_is_unchanged(fixture, before));
}

static void a_thread_that_suspends_itself_goes_on_after_it(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture_do(fixture, thread.thread, ABI_SYS_CALL, thread.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS);
    assert_false(fixture_is_ready(fixture, thread.thread));
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(ABI_INFO_LABEL(fixture_answer(fixture, thread.thread)->info), ABI_NO_ERROR);
}

/* Its message then holds an answer, which as a request would be a Send to address 0. */
static void a_thread_that_suspended_itself_asks_nothing_when_it_is_resumed(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_MINT,
                                    WORDS(0, ABI_WORD_BITS, notification, ABI_WORD_BITS, ABI_RIGHTS_ALL, 0x8),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    fixture_do(fixture, thread.thread, ABI_SYS_CALL, thread.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, notification, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->capability, 0);
}

static void resume_of_a_thread_that_waits_lets_it_ask_anew(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread first = fixture_thread(fixture, 0);
    struct fixture_thread second = fixture_thread(fixture, 0);
    fixture_do(fixture, first.thread, ABI_SYS_SEND, endpoint, 0, WORDS(1), NO_WORDS);
    fixture_do(fixture, second.thread, ABI_SYS_SEND, endpoint, 0, WORDS(2), NO_WORDS);
    assert_int_equal(fixture_invoke(fixture, first.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    for (abi_word sender = 2; sender > 0; sender--) {
        fixture_do(fixture, fixture->root, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
        assert_int_equal(fixture_answer(fixture, fixture->root)->mr[0], sender);
    }
}

static void suspend_of_a_caller_takes_the_reply_capability_away(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture_do(fixture, thread.thread, ABI_SYS_CALL, endpoint, 0, WORDS(5), NO_WORDS);
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    fixture_reply(fixture, fixture->root, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, endpoint, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->mr[0], 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(configure_gives_a_thread_its_spaces),
        KERNEL_TEST(set_space_gives_a_thread_its_fault_handler),
        KERNEL_TEST(a_started_thread_keeps_its_vspace),
        KERNEL_TEST(configure_checks_the_buffer_first),
        KERNEL_TEST(configure_refuses_capabilities_of_wrong_types),
        KERNEL_TEST(set_ipc_buffer_wants_an_aligned_ordinary_frame),
        KERNEL_TEST(the_last_capability_to_a_threads_cspace_is_not_replaced),
        KERNEL_TEST(priorities_are_limited_by_the_authority),
        KERNEL_TEST(set_image_passes_the_text_to_the_machine),
        KERNEL_TEST(set_image_refuses_what_is_no_text),
        KERNEL_TEST(resume_tells_what_the_machine_says),
        KERNEL_TEST(an_image_cannot_be_set_once_the_thread_has_started),
        KERNEL_TEST(suspend_pauses_a_running_thread_until_it_is_resumed),
        KERNEL_TEST(suspend_keeps_an_answer_for_later),
        KERNEL_TEST(a_blocked_thread_does_its_call_again_when_it_is_resumed),
        KERNEL_TEST(a_thread_that_does_not_run_neither_enters_nor_is_taken),
        KERNEL_TEST(a_thread_that_suspends_itself_goes_on_after_it),
        KERNEL_TEST(a_thread_that_suspended_itself_asks_nothing_when_it_is_resumed),
        KERNEL_TEST(resume_of_a_thread_that_waits_lets_it_ask_anew),
        KERNEL_TEST(suspend_of_a_caller_takes_the_reply_capability_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
