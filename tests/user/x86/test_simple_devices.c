/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the simple_t gives on x86 alone: I/O ports, MSIs and I/O APIC pins.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <simple-default/simple-default.h>
#include <vka/capops.h>

#include "support/user_fixture.h"

static cspacepath_t path;

static void take_slot(void)
{
    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &path), 0);
}

static void drop(void)
{
    vka_cnode_delete(&path);
    vka_cspace_free_path(fixture_vka(), path);
}

static void io_ports_are_given_and_read(void **state)
{
    seL4_X86_IOPort_In8_t byte;
    seL4_X86_IOPort_In16_t half;

    (void)state;
    take_slot();
    assert_int_equal(
        simple_get_IOPort_cap(fixture_simple(), 0x3f8, 0x3ff, path.root, path.capPtr, path.capDepth),
        seL4_NoError);
    byte = seL4_X86_IOPort_In8(path.capPtr, 0x3ff);
    half = seL4_X86_IOPort_In16(path.capPtr, 0x3f8);
    assert_int_equal(byte.error, seL4_NoError);
    assert_int_equal(byte.result, 0xff);
    assert_int_equal(half.result, 0xffff);
    assert_int_equal(seL4_X86_IOPort_Out8(path.capPtr, 0x3f8, 1), seL4_NoError);
    assert_int_not_equal(seL4_X86_IOPort_In16(path.capPtr, 0x3ff).error, seL4_NoError);
    drop();
}

static void msi_and_ioapic_handlers_are_given(void **state)
{
    (void)state;
    take_slot();
    assert_int_equal(arch_simple_get_msi(&fixture_simple()->arch_simple, path, 0, 1, 0, 0, 20), seL4_NoError);
    drop();
    take_slot();
    assert_int_equal(arch_simple_get_ioapic(&fixture_simple()->arch_simple, path, 0, 5, 1, 1, 21),
                     seL4_NoError);
    drop();
}

static void ports_of_an_empty_simple_are_refused(void **state)
{
    simple_t empty = {0};

    (void)state;
    assert_int_equal(simple_get_IOPort_cap(&empty, 1, 2, 0, 0, 0), seL4_InvalidArgument);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(io_ports_are_given_and_read),
        TEST(msi_and_ioapic_handlers_are_given),
        TEST(ports_of_an_empty_simple_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
