/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Faults in words, and the ends of programs, which hosted seL4 reports as exceptions.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sel4rpc/parent.h>

#include "support/user_fixture.h"

/* Describes a fault whose registers are 0, but for two. */
static void assert_words(seL4_Word label, int first, seL4_Word first_value, int second,
                         seL4_Word second_value, const char *expected)
{
    char text[SEL4RPC_FAULT_BYTES];

    for (int i = 0; i < (int)seL4_MsgMaxLength; i++) {
        seL4_SetMR(i, 0);
    }
    seL4_SetMR(first, first_value);
    seL4_SetMR(second, second_value);
    sel4rpc_describe_fault(text, seL4_MessageInfo_new(label, 0, 0, 0));
    assert_string_equal(text, expected);
}

static void assert_exception(seL4_Word number, seL4_Word code, const char *expected)
{
    assert_words(seL4_Fault_UserException, seL4_UserException_Number, number, seL4_UserException_Code, code,
                 expected);
}

static void exit_is_described_with_its_status(void **state)
{
    (void)state;
    assert_exception(ABI_EXCEPTION_EXIT, 0, "the program exited with status 0");
    assert_exception(ABI_EXCEPTION_EXIT, 255, "the program exited with status 255");
}

static void end_by_a_signal_is_described_with_its_number(void **state)
{
    (void)state;
    assert_exception(ABI_EXCEPTION_KILLED, 9, "signal 9 ended the program");
}

static void other_exceptions_are_described_with_number_code_and_place(void **state)
{
    (void)state;
    assert_exception(ABI_EXCEPTION_EXIT - 1, 0x10, "exception 4095, code 0x10, instruction at 0x0");
    assert_exception(ABI_EXCEPTION_KILLED + 1, 0, "exception 4098, code 0x0, instruction at 0x0");
}

static void faults_are_described_in_words(void **state)
{
    (void)state;
    assert_words(seL4_Fault_VMFault, seL4_VMFault_Addr, 0x40, seL4_VMFault_IP, 0x401136,
                 "VM fault at 0x40, instruction at 0x401136");
    assert_words(seL4_Fault_CapFault, seL4_CapFault_Addr, 9, seL4_CapFault_IP, 0x401136,
                 "capability fault, slot 0x9, instruction at 0x401136");
    assert_words(seL4_Fault_UnknownSyscall, 0, 0, seL4_UnknownSyscall_Syscall, (seL4_Word)-99,
                 "unknown system call -99");
    assert_words(99, 0, 0, 0, 0, "fault 99");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(exit_is_described_with_its_status),
        TEST(end_by_a_signal_is_described_with_its_number),
        TEST(other_exceptions_are_described_with_number_code_and_place),
        TEST(faults_are_described_in_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
