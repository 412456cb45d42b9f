/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads that begin with registers, or where no program runs.
 */
#include "registers.h"

static void a_thread_without_a_program_begins_with_its_registers(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = new_tcb(fixture);
    assert_int_equal(write_registers(fixture, tcb, 0, ALL_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_event_count(fixture, EVENT_START), 0);
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_event_count(fixture, EVENT_START), 1);
    assert_goes_on_with(fixture, last_started(fixture), WRITTEN);
}

static void writing_registers_can_start_a_thread(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(write_registers(fixture, new_tcb(fixture), FLAG, 1), ABI_NO_ERROR);
    assert_goes_on_with(fixture, last_started(fixture), WRITTEN);
}

static void a_thread_that_begins_learns_where_its_ipc_buffer_is(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = new_tcb(fixture), frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_TCB_SET_IPC_BUFFER, WORDS(0x400000), WORDS(frame)),
                     ABI_NO_ERROR);
    assert_int_equal(write_registers(fixture, tcb, FLAG, 1), ABI_NO_ERROR);
    assert_int_equal(fixture_answer(fixture, last_started(fixture))->capability, 0x400000);
}

static void a_start_that_the_machine_refuses_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = new_tcb(fixture);
    fixture->start_error = ABI_NOT_ENOUGH_MEMORY;
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NOT_ENOUGH_MEMORY);
}

/* As on the real kernel, where nothing is mapped at the instruction. */
static void where_no_program_runs_a_thread_faults_and_tries_again_after_the_reply(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = new_tcb(fixture), handler = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    assert_int_equal(fixture_set_space(fixture, tcb, handler, ABI_ROOT_CNODE, 0, ABI_ROOT_VSPACE),
                     ABI_NO_ERROR);
    fixture->start_error = ABI_FAILED_LOOKUP;
    assert_int_equal(write_registers(fixture, tcb, FLAG, ALL_WORDS), ABI_NO_ERROR);
    const struct abi_message *fault = receive(fixture, handler);
    assert_int_equal(fault->info, ABI_INFO(ABI_FAULT_VM, 0, 0, 4));
    assert_int_equal(fault->mr[0], WRITTEN + ABI_CONTEXT_IP);
    assert_int_equal(fault->mr[1], WRITTEN + ABI_CONTEXT_IP);
    assert_int_equal(fault->mr[2], ABI_FETCH_FAULT_FLAG);
    fixture_reply(fixture, fixture->root, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    assert_int_equal(receive(fixture, handler)->info, ABI_INFO(ABI_FAULT_VM, 0, 0, 4));
    fixture->start_error = ABI_NO_ERROR;
    fixture_reply(fixture, fixture->root, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    assert_goes_on_with(fixture, last_started(fixture), WRITTEN);
}

static void a_start_that_fails_after_the_reply_can_be_tried_again(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = new_tcb(fixture), handler = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    assert_int_equal(fixture_set_space(fixture, tcb, handler, ABI_ROOT_CNODE, 0, ABI_ROOT_VSPACE),
                     ABI_NO_ERROR);
    fixture->start_error = ABI_FAILED_LOOKUP;
    assert_int_equal(write_registers(fixture, tcb, FLAG, ALL_WORDS), ABI_NO_ERROR);
    receive(fixture, handler);
    fixture->start_error = ABI_NOT_ENOUGH_MEMORY;
    fixture_reply(fixture, fixture->root, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    fixture->start_error = ABI_NO_ERROR;
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_goes_on_with(fixture, last_started(fixture), WRITTEN);
}

static void a_thread_that_gets_other_registers_as_it_begins_keeps_its_buffer(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = new_tcb(fixture), frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_TCB_SET_IPC_BUFFER, WORDS(0x400000), WORDS(frame)),
                     ABI_NO_ERROR);
    assert_int_equal(write_registers(fixture, tcb, FLAG, 1), ABI_NO_ERROR);
    fixture_answer(fixture, last_started(fixture));
    assert_int_equal(write_registers(fixture, tcb, 0, 1), ABI_NO_ERROR);
    assert_int_equal(fixture_answer(fixture, last_started(fixture))->capability, 0x400000);
}

static void a_thread_that_faults_where_it_starts_can_be_suspended(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = new_tcb(fixture);
    fixture->start_error = ABI_FAILED_LOOKUP;
    assert_int_equal(write_registers(fixture, tcb, FLAG, 1), ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    fixture->start_error = ABI_NO_ERROR;
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_goes_on_with(fixture, last_started(fixture), WRITTEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(a_thread_without_a_program_begins_with_its_registers),
        KERNEL_TEST(writing_registers_can_start_a_thread),
        KERNEL_TEST(a_thread_that_begins_learns_where_its_ipc_buffer_is),
        KERNEL_TEST(a_start_that_the_machine_refuses_changes_nothing),
        KERNEL_TEST(where_no_program_runs_a_thread_faults_and_tries_again_after_the_reply),
        KERNEL_TEST(a_start_that_fails_after_the_reply_can_be_tried_again),
        KERNEL_TEST(a_thread_that_gets_other_registers_as_it_begins_keeps_its_buffer),
        KERNEL_TEST(a_thread_that_faults_where_it_starts_can_be_suspended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
