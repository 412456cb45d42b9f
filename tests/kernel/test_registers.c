/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers: read, written and copied, whatever the thread is doing.
 */
#include "kernel/thread/thread.h"
#include "registers.h"

/* ---- Reading. */

static void registers_are_0_at_first_and_then_what_was_written(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    assert_int_equal(read_registers(fixture, tcb, 0, 2), ABI_NO_ERROR);
    assert_int_equal(fixture_result(fixture, 0), 0);
    assert_int_equal(write_registers(fixture, tcb, 0, 2), ABI_NO_ERROR);
    assert_int_equal(read_registers(fixture, tcb, 0, 3), ABI_NO_ERROR);
    assert_int_equal(fixture_result(fixture, 0), WRITTEN);
    assert_int_equal(fixture_result(fixture, 1), WRITTEN + 1);
    assert_int_equal(fixture_result(fixture, 2), arch_register(2, 0));
}

static void how_many_registers_to_read_is_checked(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    static const abi_word wrong[] = {0, ALL_WORDS + 1, ~0UL};
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(
            fixture_refuse(fixture, tcb, ABI_TCB_READ_REGISTERS, WORDS(FLAG, wrong[i]), NO_WORDS),
            ABI_RANGE_ERROR);
        assert_int_equal(fixture_result(fixture, 0), 1);
        assert_int_equal(fixture_result(fixture, 1), ALL_WORDS);
    }
    assert_int_equal(read_registers(fixture, tcb, 0, ALL_WORDS), ABI_NO_ERROR);
}

static void a_thread_reads_and_writes_only_others(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_TCB, ABI_TCB_READ_REGISTERS, WORDS(0, 1), NO_WORDS),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_TCB, ABI_TCB_WRITE_REGISTERS, WORDS(0, 1, 2), NO_WORDS),
                     ABI_ILLEGAL_OPERATION);
}

static void of_a_thread_in_a_call_only_where_it_is_can_be_read(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    enter(fixture, thread.thread, ABI_SYS_RECV, fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1));
    assert_int_equal(read_registers(fixture, thread.tcb, 0, ABI_CONTEXT_SP + 2), ABI_NO_ERROR);
    assert_int_equal(fixture_result(fixture, ABI_CONTEXT_IP), WHERE_IP);
    assert_int_equal(fixture_result(fixture, ABI_CONTEXT_SP), WHERE_SP);
    assert_int_equal(fixture_result(fixture, ABI_CONTEXT_SP + 1), arch_register(ABI_CONTEXT_SP + 1, 0));
}

static void reading_can_suspend(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    assert_int_equal(read_registers(fixture, thread.tcb, FLAG, 1), ABI_NO_ERROR);
    assert_false(kernel_is_running(thread.thread));
}

/* The machine interrupts it for a moment. */
static void a_running_thread_is_read_and_runs_on(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture->interrupts = true;
    assert_int_equal(read_registers(fixture, thread.tcb, 0, ALL_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_result(fixture, 0), FIXTURE_INTERRUPTED);
    assert_int_equal(fixture_result(fixture, ABI_CONTEXT_TLS_FIRST - 1),
                     FIXTURE_INTERRUPTED + ABI_CONTEXT_TLS_FIRST - 1);
    assert_int_equal(fixture_answer(fixture, thread.thread)->what, ABI_ANSWER_RETURN);
}

/* Its request has yet to be executed. */
static void of_a_thread_that_is_about_to_call_its_place_is_the_requests(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture->paused = KERNEL_PAUSED_REQUESTING;
    fixture_request(thread.thread, ABI_SYS_YIELD, 0, 0, NO_WORDS, NO_WORDS);
    kernel_message(thread.thread)->ip = WHERE_IP;
    assert_int_equal(read_registers(fixture, thread.tcb, 0, 1), ABI_NO_ERROR);
    assert_int_equal(fixture_result(fixture, ABI_CONTEXT_IP), WHERE_IP);
}

static void a_report_that_comes_too_late_is_answered(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture_do(fixture, thread.thread, ABI_SYS_STOPPED, 0, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, thread.thread)->what, ABI_ANSWER_RETURN);
}

/* ---- Writing. */

static void how_many_registers_to_write_is_checked(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_WRITE_REGISTERS, WORDS(FLAG, 2, 0), NO_WORDS),
                     ABI_TRUNCATED_MESSAGE);
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_WRITE_REGISTERS, WORDS(FLAG, ~0UL, 0), NO_WORDS),
                     ABI_TRUNCATED_MESSAGE);
    assert_int_equal(write_registers(fixture, tcb, 0, 0), ABI_NO_ERROR);
}

/* More of them than there are. */
static void words_that_are_too_many_are_ignored(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1), words[3 + ALL_WORDS] = {0, ALL_WORDS + 1};
    words[2 + ALL_WORDS] = 77;
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_TCB_WRITE_REGISTERS,
                                    (struct fixture_words){3 + ALL_WORDS, words}, NO_WORDS),
                     ABI_NO_ERROR);
}

static void a_suspended_call_is_given_up_for_new_registers(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    enter(fixture, thread.thread, ABI_SYS_RECV, fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1));
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(write_registers(fixture, thread.tcb, FLAG, 1), ABI_NO_ERROR);
    assert_goes_on_with(fixture, thread.thread, WRITTEN);
}

static void a_thread_that_waits_gets_new_registers_when_it_would_return(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    enter(fixture, thread.thread, ABI_SYS_RECV, endpoint);
    assert_int_equal(write_registers(fixture, thread.tcb, 0, 1), ABI_NO_ERROR);
    assert_false(fixture_is_ready(fixture, thread.thread));
    fixture_do(fixture, fixture->root, ABI_SYS_SEND, endpoint, 0, WORDS(3), NO_WORDS);
    fixture_answer(fixture, fixture->root);
    assert_goes_on_with(fixture, thread.thread, WRITTEN);
}

static void a_thread_that_waits_is_taken_out_of_its_call_by_resuming_it(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    enter(fixture, thread.thread, ABI_SYS_RECV, fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1));
    assert_int_equal(write_registers(fixture, thread.tcb, FLAG, 1), ABI_NO_ERROR);
    assert_goes_on_with(fixture, thread.thread, WRITTEN);
}

static void a_running_thread_goes_on_with_new_registers_at_once(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    assert_int_equal(write_registers(fixture, thread.tcb, 0, 1), ABI_NO_ERROR);
    assert_non_null(fixture_last_event(fixture, EVENT_ABANDON));
    assert_goes_on_with(fixture, thread.thread, WRITTEN);
}

static void a_thread_that_was_interrupted_has_nothing_to_give_up(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture->interrupts = true;
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(write_registers(fixture, thread.tcb, 0, 1), ABI_NO_ERROR);
    assert_null(fixture_last_event(fixture, EVENT_ABANDON));
    assert_false(fixture_is_ready(fixture, thread.thread));
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    const struct abi_message *answer = fixture_answer(fixture, thread.thread);
    assert_int_equal(answer->what, ABI_ANSWER_REGISTERS);
    assert_int_equal(answer->mr[0], WRITTEN);
    assert_int_equal(answer->mr[1], FIXTURE_INTERRUPTED + 1);
}

/* ---- Replies to faults. */

static void report(struct fixture *fixture, struct kernel_thread *thread, abi_word label, unsigned length)
{
    abi_word words[ABI_USER_EXCEPTION_LENGTH + ALL_WORDS] = {0};
    for (unsigned i = 0; i < ALL_WORDS; i++) {
        words[length + i] = FIXTURE_INTERRUPTED + i;
    }
    fixture_do(fixture, thread, ABI_SYS_FAULT, 0, label, (struct fixture_words){length + ALL_WORDS, words},
               NO_WORDS);
}

/* Returns what the thread gets when the handler replies with WRITTEN and on. */
static const struct abi_message *reply_to(struct fixture *fixture, abi_word label, unsigned length,
                                          unsigned count)
{
    static const abi_word words[] = {WRITTEN,     WRITTEN + 1, WRITTEN + 2,
                                     WRITTEN + 3, WRITTEN + 4, WRITTEN + 5};
    abi_word handler = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread thread = fixture_thread(fixture, handler);
    report(fixture, thread.thread, label, length);
    receive(fixture, handler);
    fixture_reply(fixture, fixture->root, 0, (struct fixture_words){count, words}, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    return fixture_answer(fixture, thread.thread);
}

static void the_reply_to_a_user_exception_sets_registers(void **state)
{
    static const uint8_t places[] = {ABI_USER_EXCEPTION_REGISTERS};
    const struct abi_message *answer =
        reply_to(*state, ABI_FAULT_USER_EXCEPTION, ABI_USER_EXCEPTION_LENGTH, sizeof(places) + 1);
    abi_word expected[ALL_WORDS];
    for (unsigned i = 0; i < ALL_WORDS; i++) {
        expected[i] = i < ABI_CONTEXT_TLS_FIRST ? arch_register(i, FIXTURE_INTERRUPTED + i) : 0;
    }
    for (unsigned i = 0; i < sizeof(places); i++) {
        expected[places[i]] = arch_register(places[i], WRITTEN + i);
    }
    assert_int_equal(answer->what, ABI_ANSWER_REGISTERS);
    assert_memory_equal(answer->mr, expected, sizeof(expected));
}

static void a_short_reply_to_a_user_exception_sets_fewer(void **state)
{
    const struct abi_message *answer =
        reply_to(*state, ABI_FAULT_USER_EXCEPTION, ABI_USER_EXCEPTION_LENGTH, 1);
    assert_int_equal(answer->mr[ABI_CONTEXT_IP], WRITTEN);
    assert_int_equal(answer->mr[ABI_CONTEXT_SP], FIXTURE_INTERRUPTED + ABI_CONTEXT_SP);
}

static void an_empty_reply_to_a_user_exception_changes_nothing(void **state)
{
    assert_int_equal(reply_to(*state, ABI_FAULT_USER_EXCEPTION, ABI_USER_EXCEPTION_LENGTH, 0)->what,
                     ABI_ANSWER_RETURN);
}

static void the_reply_to_a_vm_fault_sets_no_registers(void **state)
{
    assert_int_equal(reply_to(*state, ABI_FAULT_VM, 4, 4)->what, ABI_ANSWER_RETURN);
}

static void the_reply_to_an_unknown_system_call_sets_no_registers_that_were_not_told(void **state)
{
    struct fixture *fixture = *state;
    abi_word handler = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread thread = fixture_thread(fixture, handler);
    fixture_do(fixture, thread.thread, ABI_SYS_COUNT, 0, 0, NO_WORDS, NO_WORDS);
    receive(fixture, handler);
    assert_int_equal(read_registers(fixture, thread.tcb, 0, ALL_WORDS), ABI_NO_ERROR);
    fixture_reply(fixture, fixture->root, 0, WORDS(1, 2, 3), NO_WORDS);
    fixture_answer(fixture, fixture->root);
    assert_int_equal(fixture_answer(fixture, thread.thread)->what, ABI_ANSWER_RETURN);
}

static void a_handler_may_write_the_registers_of_who_faulted(void **state)
{
    struct fixture *fixture = *state;
    abi_word handler = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread thread = fixture_thread(fixture, handler);
    report(fixture, thread.thread, ABI_FAULT_VM, 4);
    receive(fixture, handler);
    assert_int_equal(read_registers(fixture, thread.tcb, 0, 1), ABI_NO_ERROR);
    assert_int_equal(fixture_result(fixture, 0), FIXTURE_INTERRUPTED);
    assert_int_equal(write_registers(fixture, thread.tcb, 0, 1), ABI_NO_ERROR);
    fixture_reply(fixture, fixture->root, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
    assert_goes_on_with(fixture, thread.thread, WRITTEN);
}

/* ---- Copying. */

static void copying_takes_the_kinds_of_registers_that_it_is_told(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        abi_word flags, first, last;
    } cases[] = {
        {0, 0, 0}, {4, WRITTEN, 0}, {8, 0, WRITTEN + ALL_WORDS - 1}, {12, WRITTEN, WRITTEN + ALL_WORDS - 1}};
    abi_word source = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    assert_int_equal(write_registers(fixture, source, 0, ALL_WORDS), ABI_NO_ERROR);
    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
        assert_int_equal(copy_registers(fixture, tcb, source, cases[i].flags), ABI_NO_ERROR);
        assert_int_equal(read_registers(fixture, tcb, 0, ALL_WORDS), ABI_NO_ERROR);
        assert_int_equal(fixture_result(fixture, 0), cases[i].first);
        assert_int_equal(fixture_result(fixture, ALL_WORDS - 1), cases[i].last);
    }
}

static void copying_can_suspend_the_source_and_start_the_target(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread source = fixture_thread(fixture, 0);
    abi_word tcb = new_tcb(fixture);
    fixture->interrupts = true;
    assert_int_equal(copy_registers(fixture, tcb, source.tcb, 1 | 2 | 4), ABI_NO_ERROR);
    assert_false(kernel_is_running(source.thread));
    assert_goes_on_with(fixture, last_started(fixture), FIXTURE_INTERRUPTED);
}

static void copying_leaves_a_running_source_running(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread source = fixture_thread(fixture, 0);
    assert_int_equal(copy_registers(fixture, new_tcb(fixture), source.tcb, 4), ABI_NO_ERROR);
    assert_true(kernel_is_running(source.thread));
}

static void copying_needs_a_thread_to_copy_from(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    assert_int_equal(fixture_refuse(fixture, tcb, ABI_TCB_COPY_REGISTERS, WORDS(0), WORDS(ABI_ROOT_CNODE)),
                     ABI_INVALID_CAPABILITY);
    assert_int_equal(fixture_result(fixture, 0), 1);
}

static void the_base_of_thread_local_variables_is_kept(void **state)
{
    struct fixture *fixture = *state;
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    assert_int_equal(fixture_invoke(fixture, tcb, ABI_TCB_SET_TLS_BASE, WORDS(0x1234), NO_WORDS),
                     ABI_NO_ERROR);
    assert_int_equal(read_registers(fixture, tcb, 0, ALL_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_result(fixture, ABI_CONTEXT_TLS), 0x1234);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(registers_are_0_at_first_and_then_what_was_written),
        KERNEL_TEST(how_many_registers_to_read_is_checked),
        KERNEL_TEST(a_thread_reads_and_writes_only_others),
        KERNEL_TEST(of_a_thread_in_a_call_only_where_it_is_can_be_read),
        KERNEL_TEST(reading_can_suspend),
        KERNEL_TEST(a_running_thread_is_read_and_runs_on),
        KERNEL_TEST(of_a_thread_that_is_about_to_call_its_place_is_the_requests),
        KERNEL_TEST(a_report_that_comes_too_late_is_answered),
        KERNEL_TEST(how_many_registers_to_write_is_checked),
        KERNEL_TEST(words_that_are_too_many_are_ignored),
        KERNEL_TEST(a_suspended_call_is_given_up_for_new_registers),
        KERNEL_TEST(a_thread_that_waits_gets_new_registers_when_it_would_return),
        KERNEL_TEST(a_thread_that_waits_is_taken_out_of_its_call_by_resuming_it),
        KERNEL_TEST(a_running_thread_goes_on_with_new_registers_at_once),
        KERNEL_TEST(a_thread_that_was_interrupted_has_nothing_to_give_up),
        KERNEL_TEST(the_reply_to_a_user_exception_sets_registers),
        KERNEL_TEST(a_short_reply_to_a_user_exception_sets_fewer),
        KERNEL_TEST(an_empty_reply_to_a_user_exception_changes_nothing),
        KERNEL_TEST(the_reply_to_a_vm_fault_sets_no_registers),
        KERNEL_TEST(the_reply_to_an_unknown_system_call_sets_no_registers_that_were_not_told),
        KERNEL_TEST(a_handler_may_write_the_registers_of_who_faulted),
        KERNEL_TEST(copying_takes_the_kinds_of_registers_that_it_is_told),
        KERNEL_TEST(copying_can_suspend_the_source_and_start_the_target),
        KERNEL_TEST(copying_leaves_a_running_source_running),
        KERNEL_TEST(copying_needs_a_thread_to_copy_from),
        KERNEL_TEST(the_base_of_thread_local_variables_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
