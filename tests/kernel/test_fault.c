/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Faults: what the handler learns, and what its reply does.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

#define REPORTED 0x100

struct faulty {
    abi_word handler; /* the endpoint */
    struct fixture_thread thread;
};

static struct faulty make_faulty(struct fixture *fixture)
{
    struct faulty made;
    made.handler = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    made.thread = fixture_thread(fixture, fixture_mint(fixture, made.handler, ABI_RIGHTS_ALL, 0xf0));
    return made;
}

static const struct abi_message *receive(struct fixture *fixture, abi_word endpoint)
{
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    return fixture_answer(fixture, fixture->root);
}

static void reply(struct fixture *fixture, abi_word label)
{
    fixture_reply(fixture, fixture->root, label, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
}

/* The thread reports its own exception, and its registers: 0x100 and on. */
static void report(struct fixture *fixture, struct kernel_thread *thread, abi_word label,
                   struct fixture_words fault)
{
    abi_word words[ABI_MESSAGE_REGISTERS];
    memcpy(words, fault.words, fault.count * sizeof(abi_word));
    for (unsigned i = 0; i < ABI_CONTEXT_WORDS; i++) {
        words[fault.count + i] = REPORTED + i;
    }
    fixture_do(fixture, thread, ABI_SYS_FAULT, 0, label,
               (struct fixture_words){fault.count + ABI_CONTEXT_WORDS, words}, NO_WORDS);
}

static void a_bad_address_is_told_to_the_handler(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    fixture_do(fixture, faulty.thread.thread, ABI_SYS_CALL, ~0UL, 0, NO_WORDS, NO_WORDS);
    const struct abi_message *fault = receive(fixture, faulty.handler);
    assert_int_equal(fault->info, ABI_INFO(ABI_FAULT_CAP, 0, 0, 7));
    assert_int_equal(fault->capability, 0xf0);
    assert_int_equal(fault->mr[1], ~0UL);
    assert_int_equal(fault->mr[2], 0);
    assert_int_equal(fault->mr[3], 4); /* guard mismatch */
    assert_int_equal(fault->mr[4], ABI_WORD_BITS);
}

static void a_capability_fault_is_retried_after_the_reply(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word slot = fixture_slots(fixture, 1);
    fixture_do(fixture, faulty.thread.thread, ABI_SYS_RECV, slot, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(receive(fixture, faulty.handler)->mr[2], 1);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_MOVE,
                                    WORDS(slot, ABI_WORD_BITS, endpoint, ABI_WORD_BITS),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    reply(fixture, 0);
    assert_false(fixture_is_ready(fixture, faulty.thread.thread));
    fixture_do(fixture, fixture->root, ABI_SYS_SEND, slot, 0, WORDS(3), NO_WORDS);
    fixture_answer(fixture, fixture->root);
    assert_int_equal(fixture_answer(fixture, faulty.thread.thread)->mr[0], 3);
}

static void nbsend_to_a_bad_address_is_no_fault(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    fixture_do(fixture, faulty.thread.thread, ABI_SYS_NBSEND, ~0UL, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, faulty.thread.thread);
}

static void a_number_that_is_no_system_call_is_a_fault(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    static const abi_word numbers[] = {0, ABI_SYS_COUNT, ~0UL};
    for (unsigned i = 0; i < 3; i++) {
        fixture_do(fixture, faulty.thread.thread, numbers[i], 0, 0, NO_WORDS, NO_WORDS);
        const struct abi_message *fault = receive(fixture, faulty.handler);
        assert_int_equal(ABI_INFO_LABEL(fault->info), ABI_FAULT_UNKNOWN_SYSCALL);
        assert_int_equal(fault->mr[ABI_INFO_LENGTH(fault->info) - 1], numbers[i]);
        reply(fixture, 0);
        assert_int_equal(fixture_answer(fixture, faulty.thread.thread)->what, ABI_ANSWER_RETURN);
    }
}

static void a_reported_exception_reaches_the_handler_and_returns(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    report(fixture, faulty.thread.thread, ABI_FAULT_VM, WORDS(1, 2, 3, 4));
    const struct abi_message *fault = receive(fixture, faulty.handler);
    assert_int_equal(fault->info, ABI_INFO(ABI_FAULT_VM, 0, 0, 4));
    assert_int_equal(fault->mr[3], 4);
    reply(fixture, 0);
    assert_int_equal(fixture_answer(fixture, faulty.thread.thread)->what, ABI_ANSWER_RETURN);
}

static void a_report_that_is_no_exception_is_an_unknown_system_call(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    static const struct {
        abi_word label, number;
        unsigned length;
    } forged[] = {
        {ABI_FAULT_NULL, 0, 0},
        {ABI_FAULT_CAP, 0, 7},
        {ABI_FAULT_VM, 0, 3},
        {ABI_FAULT_VM, 0, 5},
        {ABI_FAULT_UNKNOWN_SYSCALL, 0, 7},
        {ABI_FAULT_USER_EXCEPTION, 6, ABI_USER_EXCEPTION_LENGTH - 1},
        {ABI_FAULT_USER_EXCEPTION, ABI_EXCEPTION_EXIT, ABI_USER_EXCEPTION_LENGTH},
        {ABI_FAULT_USER_EXCEPTION, ABI_EXCEPTION_KILLED, ABI_USER_EXCEPTION_LENGTH},
        {0x12345, 0, 5},
    };
    for (unsigned i = 0; i < sizeof(forged) / sizeof(forged[0]); i++) {
        abi_word words[7] = {[ABI_USER_EXCEPTION_LENGTH - 2] = forged[i].number};
        report(fixture, faulty.thread.thread, forged[i].label,
               (struct fixture_words){forged[i].length, words});
        const struct abi_message *fault = receive(fixture, faulty.handler);
        assert_int_equal(ABI_INFO_LABEL(fault->info), ABI_FAULT_UNKNOWN_SYSCALL);
        assert_int_equal(fault->mr[ABI_INFO_LENGTH(fault->info) - 1], ABI_SYS_FAULT);
        reply(fixture, 0);
        fixture_answer(fixture, faulty.thread.thread);
    }
}

static void a_reported_system_call_reaches_the_handler_with_its_registers(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    abi_word words[ABI_UNKNOWN_SYSCALL_LENGTH] = {7, [ABI_UNKNOWN_SYSCALL_LENGTH - 1] = (abi_word)-5};
    report(fixture, faulty.thread.thread, ABI_FAULT_UNKNOWN_SYSCALL,
           (struct fixture_words){ABI_UNKNOWN_SYSCALL_LENGTH, words});
    const struct abi_message *fault = receive(fixture, faulty.handler);
    assert_int_equal(fault->info, ABI_INFO(ABI_FAULT_UNKNOWN_SYSCALL, 0, 0, ABI_UNKNOWN_SYSCALL_LENGTH));
    assert_int_equal(fault->mr[0], 7);
    assert_int_equal(fault->mr[ABI_UNKNOWN_SYSCALL_LENGTH - 1], (abi_word)-5);
    reply(fixture, 0);
    fixture_answer(fixture, faulty.thread.thread);
}

/* As the syndromes of Arm are. */
static void a_report_may_have_a_large_number(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    abi_word words[ABI_USER_EXCEPTION_LENGTH] = {[ABI_USER_EXCEPTION_LENGTH - 2] = 0x2000000};
    report(fixture, faulty.thread.thread, ABI_FAULT_USER_EXCEPTION,
           (struct fixture_words){ABI_USER_EXCEPTION_LENGTH, words});
    const struct abi_message *fault = receive(fixture, faulty.handler);
    assert_int_equal(ABI_INFO_LABEL(fault->info), ABI_FAULT_USER_EXCEPTION);
    assert_int_equal(fault->mr[ABI_USER_EXCEPTION_LENGTH - 2], 0x2000000);
}

static void a_report_without_registers_is_an_unknown_system_call(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    fixture_do(fixture, faulty.thread.thread, ABI_SYS_FAULT, 0, ABI_FAULT_VM, WORDS(1, 2, 3, 4), NO_WORDS);
    assert_int_equal(ABI_INFO_LABEL(receive(fixture, faulty.handler)->info), ABI_FAULT_UNKNOWN_SYSCALL);
}

static void a_reply_with_a_label_leaves_the_thread_stopped(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    abi_word words[ABI_USER_EXCEPTION_LENGTH] = {[ABI_USER_EXCEPTION_LENGTH - 2] = 6};
    report(fixture, faulty.thread.thread, ABI_FAULT_USER_EXCEPTION,
           (struct fixture_words){ABI_USER_EXCEPTION_LENGTH, words});
    receive(fixture, faulty.handler);
    reply(fixture, 1);
    assert_false(fixture_is_ready(fixture, faulty.thread.thread));
    assert_false(kernel_is_running(faulty.thread.thread));
}

/* The handler may have removed the cause, so these calls are retried. */
static void a_reply_with_a_label_lets_vm_and_capability_faults_go_on(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    report(fixture, faulty.thread.thread, ABI_FAULT_VM, WORDS(1, 2, 3, 4));
    receive(fixture, faulty.handler);
    reply(fixture, 1);
    assert_int_equal(fixture_answer(fixture, faulty.thread.thread)->what, ABI_ANSWER_RETURN);

    fixture_do(fixture, faulty.thread.thread, ABI_SYS_CALL, ~0UL, 0, NO_WORDS, NO_WORDS);
    receive(fixture, faulty.handler);
    reply(fixture, 1);
    assert_int_equal(ABI_INFO_LABEL(receive(fixture, faulty.handler)->info), ABI_FAULT_CAP);
}

static void a_fault_without_a_handler_stops_the_thread(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture_do(fixture, thread.thread, ABI_SYS_CALL, ~0UL, 0, NO_WORDS, NO_WORDS);
    assert_null(kernel_ready_at(fixture->kernel, 0));
    assert_false(kernel_is_running(thread.thread));
}

static void a_thread_without_a_handler_is_stuck_until_it_is_resumed(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    abi_word slot = fixture_slots(fixture, 1);
    assert_false(kernel_is_stuck(thread.thread));
    fixture_do(fixture, thread.thread, ABI_SYS_SEND, slot, 0, NO_WORDS, NO_WORDS);
    assert_false(kernel_is_stuck(thread.thread)); /* an empty slot is an error, not a fault */
    fixture_answer(fixture, thread.thread);
    fixture_do(fixture, thread.thread, ABI_SYS_RECV, slot, 0, NO_WORDS, NO_WORDS);
    assert_true(kernel_is_stuck(thread.thread));
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_MOVE,
                                    WORDS(slot, ABI_WORD_BITS, endpoint, ABI_WORD_BITS),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_false(kernel_is_stuck(thread.thread));
    assert_int_equal(fixture_invoke(fixture, thread.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_false(kernel_is_stuck(thread.thread));
}

static void an_unknown_system_call_of_the_root_task_leaves_it_stuck(void **state)
{
    struct fixture *fixture = *state;
    fixture_do(fixture, fixture->root, 0, 0, 0, NO_WORDS, NO_WORDS);
    assert_true(kernel_is_stuck(fixture->root));
}

static void a_thread_whose_fault_waits_for_its_handler_is_not_stuck(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    fixture_do(fixture, faulty.thread.thread, ABI_SYS_CALL, ~0UL, 0, NO_WORDS, NO_WORDS);
    assert_false(kernel_is_stuck(faulty.thread.thread));
}

static void a_program_that_ends_is_told_to_the_handler(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    kernel_thread_ended(fixture->kernel, faulty.thread.thread, ABI_EXCEPTION_KILLED, 9);
    assert_null(kernel_check(fixture->kernel));
    const struct abi_message *fault = receive(fixture, faulty.handler);
    assert_int_equal(fault->info, ABI_INFO(ABI_FAULT_USER_EXCEPTION, 0, 0, ABI_USER_EXCEPTION_LENGTH));
    assert_int_equal(fault->mr[ABI_USER_EXCEPTION_LENGTH - 2], ABI_EXCEPTION_KILLED);
    assert_int_equal(fault->mr[ABI_USER_EXCEPTION_LENGTH - 1], 9);
}

static void a_program_that_ended_never_runs_again(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    kernel_thread_ended(fixture->kernel, faulty.thread.thread, ABI_EXCEPTION_EXIT, 0);
    receive(fixture, faulty.handler);
    reply(fixture, 0);
    assert_null(kernel_ready_at(fixture->kernel, 0));
    assert_false(kernel_is_running(faulty.thread.thread));
    assert_int_equal(fixture_refuse(fixture, faulty.thread.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS),
                     ABI_ILLEGAL_OPERATION);
    kernel_thread_ended(fixture->kernel, faulty.thread.thread, ABI_EXCEPTION_EXIT, 0);
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, faulty.handler, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->what, ABI_ANSWER_BADGE);
}

static void resume_of_a_program_that_ended_keeps_its_fault(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    kernel_thread_ended(fixture->kernel, faulty.thread.thread, ABI_EXCEPTION_EXIT, 3);
    assert_int_equal(fixture_refuse(fixture, faulty.thread.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS),
                     ABI_ILLEGAL_OPERATION);
    assert_int_equal(receive(fixture, faulty.handler)->mr[ABI_USER_EXCEPTION_LENGTH - 1], 3);
}

static void a_program_that_ended_asks_nothing_when_its_handler_dies(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    fixture_request(faulty.thread.thread, ABI_SYS_YIELD, 0, 0, NO_WORDS, NO_WORDS);
    kernel_thread_ended(fixture->kernel, faulty.thread.thread, ABI_EXCEPTION_EXIT, 3);
    fixture_revoke(fixture, faulty.handler);
    fixture_delete(fixture, faulty.handler);
    assert_false(fixture_is_ready(fixture, faulty.thread.thread));
}

static void a_program_that_ends_in_a_call_withdraws_it(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    fixture_do(fixture, faulty.thread.thread, ABI_SYS_CALL, endpoint, 0, NO_WORDS, NO_WORDS);
    kernel_thread_ended(fixture->kernel, faulty.thread.thread, ABI_EXCEPTION_KILLED, 9);
    assert_null(kernel_check(fixture->kernel));
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, endpoint, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->info, 0);
}

static void a_program_that_ends_waiting_for_a_reply_takes_the_reply_capability_along(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    fixture_do(fixture, faulty.thread.thread, ABI_SYS_CALL, endpoint, 0, WORDS(1), NO_WORDS);
    receive(fixture, endpoint);
    kernel_thread_ended(fixture->kernel, faulty.thread.thread, ABI_EXCEPTION_KILLED, 9);
    assert_null(kernel_check(fixture->kernel));
    reply(fixture, 0);
    assert_int_equal(ABI_INFO_LABEL(receive(fixture, faulty.handler)->info), ABI_FAULT_USER_EXCEPTION);
}

static void delete_of_the_handler_stops_a_thread_that_faults(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    fixture_do(fixture, faulty.thread.thread, ABI_SYS_CALL, ~0UL, 0, NO_WORDS, NO_WORDS);
    fixture_revoke(fixture, faulty.handler);
    fixture_delete(fixture, faulty.handler);
    assert_null(kernel_ready_at(fixture->kernel, 0));
}

static void suspend_of_a_thread_that_faults_withdraws_the_fault(void **state)
{
    struct fixture *fixture = *state;
    struct faulty faulty = make_faulty(fixture);
    fixture_do(fixture, faulty.thread.thread, ABI_SYS_CALL, ~0UL, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_invoke(fixture, faulty.thread.tcb, ABI_TCB_SUSPEND, NO_WORDS, NO_WORDS),
                     ABI_NO_ERROR);
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, faulty.handler, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(fixture_answer(fixture, fixture->root)->info, 0);
    assert_int_equal(fixture_invoke(fixture, faulty.thread.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS),
                     ABI_NO_ERROR);
    assert_int_equal(ABI_INFO_LABEL(receive(fixture, faulty.handler)->info), ABI_FAULT_CAP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(a_bad_address_is_told_to_the_handler),
        KERNEL_TEST(a_capability_fault_is_retried_after_the_reply),
        KERNEL_TEST(nbsend_to_a_bad_address_is_no_fault),
        KERNEL_TEST(a_number_that_is_no_system_call_is_a_fault),
        KERNEL_TEST(a_reported_exception_reaches_the_handler_and_returns),
        KERNEL_TEST(a_report_that_is_no_exception_is_an_unknown_system_call),
        KERNEL_TEST(a_reported_system_call_reaches_the_handler_with_its_registers),
        KERNEL_TEST(a_report_may_have_a_large_number),
        KERNEL_TEST(a_report_without_registers_is_an_unknown_system_call),
        KERNEL_TEST(a_reply_with_a_label_leaves_the_thread_stopped),
        KERNEL_TEST(a_reply_with_a_label_lets_vm_and_capability_faults_go_on),
        KERNEL_TEST(a_fault_without_a_handler_stops_the_thread),
        KERNEL_TEST(a_thread_without_a_handler_is_stuck_until_it_is_resumed),
        KERNEL_TEST(an_unknown_system_call_of_the_root_task_leaves_it_stuck),
        KERNEL_TEST(a_thread_whose_fault_waits_for_its_handler_is_not_stuck),
        KERNEL_TEST(a_program_that_ends_is_told_to_the_handler),
        KERNEL_TEST(a_program_that_ended_never_runs_again),
        KERNEL_TEST(resume_of_a_program_that_ended_keeps_its_fault),
        KERNEL_TEST(a_program_that_ended_asks_nothing_when_its_handler_dies),
        KERNEL_TEST(a_program_that_ends_in_a_call_withdraws_it),
        KERNEL_TEST(a_program_that_ends_waiting_for_a_reply_takes_the_reply_capability_along),
        KERNEL_TEST(delete_of_the_handler_stops_a_thread_that_faults),
        KERNEL_TEST(suspend_of_a_thread_that_faults_withdraws_the_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
