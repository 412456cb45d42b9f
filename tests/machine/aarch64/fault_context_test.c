/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reading aarch64's exceptions: as on x86, whatever records Linux puts behind the registers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <asm/sigcontext.h>
#include <ucontext.h>
#include <cmocka.h>

#include "processor/fault_context.h"

#define PC 0x400100
#define SP 0x7ffff000
#define PSTATE 0x60000000
#define ADDRESS ((uintptr_t)0x44000000)

#define DATA_ABORT 0x92000000u
#define INSTRUCTION_ABORT 0x82000000u
#define TRANSLATION 0x07
#define PERMISSION 0x0f
#define WRITE 0x40
#define CACHE 0x100

static ucontext_t ucontext;
static unsigned char *end_of_records;

static void add_record(uint32_t magic, const void *bytes, uint32_t size)
{
    struct _aarch64_ctx head = {.magic = magic, .size = size};
    memcpy(end_of_records, bytes, size);
    memcpy(end_of_records, &head, sizeof(head));
    end_of_records += size;
}

/* A handler's registers, followed by what Linux always saves. */
static int begin(void **state)
{
    static const struct fpsimd_context fpsimd;
    (void)state;
    memset(&ucontext, 0, sizeof(ucontext));
    ucontext.uc_mcontext.pc = PC;
    ucontext.uc_mcontext.sp = SP;
    ucontext.uc_mcontext.pstate = PSTATE;
    end_of_records = ucontext.uc_mcontext.__reserved;
    add_record(FPSIMD_MAGIC, &fpsimd, sizeof(fpsimd));
    return 0;
}

static void add_syndrome(uint64_t syndrome)
{
    const struct esr_context record = {.esr = syndrome};
    add_record(ESR_MAGIC, &record, sizeof(record));
}

static struct fault_context read_fault(int signal, int code, uintptr_t address)
{
    siginfo_t info = {.si_signo = signal, .si_code = code};
    struct fault_context context;
    info.si_addr = (void *)address;
    fault_get_context(&context, &info, &ucontext);
    assert_int_equal(context.ip, ucontext.uc_mcontext.pc);
    assert_int_equal(context.sp, SP);
    assert_int_equal(context.flags, PSTATE);
    return context;
}

static void assert_page_fault(int signal, int code, uintptr_t address, abi_word status)
{
    struct fault_context context = read_fault(signal, code, address);
    assert_true(context.page_fault);
    assert_int_equal(context.number, 14);
    assert_int_equal(context.code, status);
    assert_int_equal(context.instruction, (status & 0x10) != 0);
}

static void assert_exception(int signal, int code, abi_word number)
{
    struct fault_context context = read_fault(signal, code, PC);
    assert_false(context.page_fault);
    assert_false(context.instruction);
    assert_int_equal(context.number, number);
    assert_int_equal(context.code, 0);
}

static void data_abort_of_a_read_is_a_read(void **state)
{
    (void)state;
    add_syndrome(DATA_ABORT | TRANSLATION);
    assert_page_fault(SIGSEGV, SEGV_MAPERR, ADDRESS, 4);
}

static void data_abort_of_a_write_is_a_write(void **state)
{
    (void)state;
    add_syndrome(DATA_ABORT | WRITE | TRANSLATION);
    assert_page_fault(SIGSEGV, SEGV_MAPERR, ADDRESS, 4 | 2);
}

static void data_abort_by_permission_has_a_page(void **state)
{
    (void)state;
    add_syndrome(DATA_ABORT | WRITE | PERMISSION);
    assert_page_fault(SIGSEGV, SEGV_ACCERR, ADDRESS, 4 | 2 | 1);
}

static void cache_maintenance_is_no_write(void **state)
{
    (void)state;
    add_syndrome(DATA_ABORT | WRITE | CACHE | TRANSLATION);
    assert_page_fault(SIGSEGV, SEGV_MAPERR, ADDRESS, 4);
}

static void instruction_abort_is_in_fetching(void **state)
{
    (void)state;
    add_syndrome(INSTRUCTION_ABORT | TRANSLATION);
    assert_page_fault(SIGSEGV, SEGV_MAPERR, ADDRESS, 4 | 0x10);
}

static void instruction_abort_by_permission_has_a_page(void **state)
{
    (void)state;
    add_syndrome(INSTRUCTION_ABORT | PERMISSION);
    assert_page_fault(SIGSEGV, SEGV_ACCERR, ADDRESS, 4 | 0x10 | 1);
}

static void page_that_is_gone_is_a_page_fault(void **state)
{
    (void)state;
    add_syndrome(DATA_ABORT | WRITE | TRANSLATION);
    assert_page_fault(SIGBUS, BUS_ADRERR, ADDRESS, 4 | 2);
}

static void without_syndrome_a_fault_is_a_read(void **state)
{
    (void)state;
    assert_page_fault(SIGSEGV, SEGV_ACCERR, ADDRESS, 4);
}

static void without_syndrome_a_fault_at_the_instruction_is_in_fetching(void **state)
{
    (void)state;
    assert_page_fault(SIGSEGV, SEGV_MAPERR, PC, 4 | 0x10);
}

static void record_that_is_too_short_ends_the_records(void **state)
{
    const struct _aarch64_ctx record = {.magic = 1};
    (void)state;
    memcpy(end_of_records, &record, sizeof(record));
    assert_page_fault(SIGSEGV, SEGV_MAPERR, ADDRESS, 4);
}

static void other_signals_are_exceptions_of_x86(void **state)
{
    (void)state;
    assert_exception(SIGTRAP, TRAP_BRKPT, 3);
    assert_exception(SIGILL, ILL_ILLOPC, 6);
    assert_exception(SIGFPE, FPE_FLTDIV, 16);
    assert_exception(SIGBUS, BUS_ADRALN, 17);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(data_abort_of_a_read_is_a_read, begin),
        cmocka_unit_test_setup(data_abort_of_a_write_is_a_write, begin),
        cmocka_unit_test_setup(data_abort_by_permission_has_a_page, begin),
        cmocka_unit_test_setup(cache_maintenance_is_no_write, begin),
        cmocka_unit_test_setup(instruction_abort_is_in_fetching, begin),
        cmocka_unit_test_setup(instruction_abort_by_permission_has_a_page, begin),
        cmocka_unit_test_setup(page_that_is_gone_is_a_page_fault, begin),
        cmocka_unit_test_setup(without_syndrome_a_fault_is_a_read, begin),
        cmocka_unit_test_setup(without_syndrome_a_fault_at_the_instruction_is_in_fetching, begin),
        cmocka_unit_test_setup(record_that_is_too_short_ends_the_records, begin),
        cmocka_unit_test_setup(other_signals_are_exceptions_of_x86, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
