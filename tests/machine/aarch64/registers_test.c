/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Accesses to a device's registers on an arm64 host: which instructions are done, and what they do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <ucontext.h>
#include <cmocka.h>

#include "processor/registers.h"

#define ADDRESS ((void *)0x50000000)
#define BASE 0x1000

static ucontext_t ucontext;
static uint32_t instruction;

/* What the kernel was asked for, and what it answers. */
static struct {
    unsigned count;
    enum abi_access access;
    abi_word value;
    bool refuses;
} kernel;

unsigned registers_ask(const void *address, enum abi_access access, abi_word *value)
{
    assert_ptr_equal(address, ADDRESS);
    kernel.count++;
    kernel.access = access;
    if (access == ABI_ACCESS_READ) {
        *value = kernel.value;
    } else {
        kernel.value = *value;
    }
    return kernel.refuses ? 0 : 4;
}

/* x1 is BASE, x3 0x1234567887654321, and the device's register 0xa0b0c085. */
static int begin(void **state)
{
    (void)state;
    memset(&ucontext, 0, sizeof(ucontext));
    memset(&kernel, 0, sizeof(kernel));
    kernel.value = 0xa0b0c085;
    ucontext.uc_mcontext.regs[1] = BASE;
    ucontext.uc_mcontext.regs[3] = 0x1234567887654321;
    return 0;
}

static bool execute(uint32_t word)
{
    siginfo_t info = {.si_signo = SIGSEGV, .si_addr = ADDRESS};
    instruction = word;
    ucontext.uc_mcontext.pc = (uintptr_t)&instruction;
    bool done = registers_access(SIGSEGV, &info, &ucontext);
    assert_int_equal(ucontext.uc_mcontext.pc, (uintptr_t)(&instruction + done));
    return done;
}

static void a_load_gets_as_much_of_the_register_as_it_asks_for(void **state)
{
    static const struct {
        uint32_t instruction, value;
    } loads[] = {
        {0x39401023, 0x85},       /* ldrb w3, [x1, #4] */
        {0x79400023, 0xc085},     /* ldrh w3, [x1] */
        {0xb9400023, 0xa0b0c085}, /* ldr w3, [x1] */
        {0xf9400023, 0xa0b0c085}, /* ldr x3, [x1] */
        {0x385ff023, 0x85},       /* ldurb w3, [x1, #-1] */
        {0x38626823, 0x85},       /* ldrb w3, [x1, x2] */
    };
    (void)state;
    for (size_t i = 0; i < sizeof(loads) / sizeof(loads[0]); i++) {
        begin(NULL);
        assert_true(execute(loads[i].instruction));
        assert_int_equal(kernel.access, ABI_ACCESS_READ);
        assert_int_equal(ucontext.uc_mcontext.regs[3], loads[i].value);
        assert_int_equal(ucontext.uc_mcontext.regs[1], BASE);
    }
}

static void a_load_may_extend_the_sign(void **state)
{
    (void)state;
    assert_true(execute(0x39800023)); /* ldrsb x3, [x1] */
    assert_true(ucontext.uc_mcontext.regs[3] == 0xffffffffffffff85);
    assert_true(execute(0x39c00023)); /* ldrsb w3, [x1] */
    assert_true(ucontext.uc_mcontext.regs[3] == 0xffffff85);
    begin(NULL);
    assert_true(execute(0xb9800023)); /* ldrsw x3, [x1] */
    assert_true(ucontext.uc_mcontext.regs[3] == 0xffffffffa0b0c085);
}

static void a_store_sends_as_much_as_it_has(void **state)
{
    (void)state;
    assert_true(execute(0xb9000023)); /* str w3, [x1] */
    assert_int_equal(kernel.value, 0x87654321);
    assert_true(execute(0x38226823)); /* strb w3, [x1, x2] */
    assert_int_equal(kernel.access, ABI_ACCESS_WRITE);
    assert_int_equal(kernel.value, 0x21);
}

static void register_31_is_zero(void **state)
{
    (void)state;
    assert_true(execute(0xf900003f)); /* str xzr, [x1] */
    assert_int_equal(kernel.value, 0);
    assert_true(execute(0x3940003f)); /* ldrb wzr, [x1] */
    assert_int_equal(ucontext.uc_mcontext.sp, 0);
}

static void the_base_moves_before_or_after(void **state)
{
    (void)state;
    assert_true(execute(0x38001423)); /* strb w3, [x1], #1 */
    assert_int_equal(ucontext.uc_mcontext.regs[1], BASE + 1);
    assert_true(execute(0x385ffc23)); /* ldrb w3, [x1, #-1]! */
    assert_int_equal(ucontext.uc_mcontext.regs[1], BASE);
}

static void other_instructions_are_faults(void **state)
{
    static const uint32_t others[] = {
        0xa9401023, /* ldp x3, x4, [x1] */
        0x3d800020, /* str q0, [x1] */
        0xf9800020, /* prfm pldl1keep, [x1] */
        0x380017e3, /* strb w3, [sp], #1 */
        0xd503201f, /* nop */
    };
    (void)state;
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        assert_false(execute(others[i]));
    }
    assert_int_equal(kernel.count, 0);
}

static void an_address_without_register_is_a_fault(void **state)
{
    (void)state;
    kernel.refuses = true;
    assert_false(execute(0x39401023));
    assert_true(ucontext.uc_mcontext.regs[3] == 0x1234567887654321);
}

static void a_fault_of_the_instruction_itself_is_one(void **state)
{
    siginfo_t info = {.si_signo = SIGSEGV, .si_addr = ADDRESS};
    (void)state;
    ucontext.uc_mcontext.pc = (uintptr_t)ADDRESS;
    assert_false(registers_access(SIGSEGV, &info, &ucontext));
    assert_false(registers_access(SIGTRAP, &info, &ucontext));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_load_gets_as_much_of_the_register_as_it_asks_for, begin),
        cmocka_unit_test_setup(a_load_may_extend_the_sign, begin),
        cmocka_unit_test_setup(a_store_sends_as_much_as_it_has, begin),
        cmocka_unit_test_setup(register_31_is_zero, begin),
        cmocka_unit_test_setup(the_base_moves_before_or_after, begin),
        cmocka_unit_test_setup(other_instructions_are_faults, begin),
        cmocka_unit_test_setup(an_address_without_register_is_a_fault, begin),
        cmocka_unit_test_setup(a_fault_of_the_instruction_itself_is_one, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
