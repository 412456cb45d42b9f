/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * I/O ports: issuing ranges, and accesses.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

static abi_word issue(struct fixture *fixture, abi_word first, abi_word last, abi_word slot)
{
    return fixture_invoke(fixture, ABI_ROOT_IOPORT_CONTROL, ABI_IOPORT_CONTROL_ISSUE,
                          WORDS(first, last, slot, ABI_WORD_BITS), WORDS(ABI_ROOT_CNODE));
}

static abi_word refuse(struct fixture *fixture, abi_word first, abi_word last, abi_word slot)
{
    return fixture_refuse(fixture, ABI_ROOT_IOPORT_CONTROL, ABI_IOPORT_CONTROL_ISSUE,
                          WORDS(first, last, slot, ABI_WORD_BITS), WORDS(ABI_ROOT_CNODE));
}

static void issue_gives_disjoint_ranges_alone(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 3);
    assert_int_equal(issue(fixture, 0x3f8, 0x3ff, slot), ABI_NO_ERROR);
    assert_int_equal(refuse(fixture, 0x3f8, 0x3ff, slot + 1), ABI_REVOKE_FIRST);
    assert_int_equal(refuse(fixture, 0x3f0, 0x3f8, slot + 1), ABI_REVOKE_FIRST);
    assert_int_equal(refuse(fixture, 0x3ff, 0x3ff, slot + 1), ABI_REVOKE_FIRST);
    assert_int_equal(refuse(fixture, 0, 0xffff, slot + 1), ABI_REVOKE_FIRST);
    assert_int_equal(issue(fixture, 0x3f0, 0x3f7, slot + 1), ABI_NO_ERROR);
    assert_int_equal(issue(fixture, 0x400, 0xffff, slot + 2), ABI_NO_ERROR);
}

static void a_range_is_free_once_its_last_capability_is_gone(void **state)
{
    struct fixture *fixture = *state;
    struct kernel_census census;
    abi_word slot = fixture_slots(fixture, 2);
    assert_int_equal(issue(fixture, 0x3f8, 0x3ff, slot), ABI_NO_ERROR);
    abi_word copy = fixture_copy(fixture, slot, ABI_RIGHTS_ALL);
    fixture_delete(fixture, slot);
    assert_int_equal(refuse(fixture, 0x3f8, 0x3ff, slot), ABI_REVOKE_FIRST);
    kernel_get_census(fixture->kernel, &census);
    assert_int_equal(census.io_ports, 1);
    fixture_delete(fixture, copy);
    kernel_get_census(fixture->kernel, &census);
    assert_int_equal(census.io_ports, 0);
    assert_int_equal(issue(fixture, 0x3f8, 0x3ff, slot), ABI_NO_ERROR);
    fixture_revoke(fixture, ABI_ROOT_IOPORT_CONTROL);
    assert_true(fixture_slot_is_empty(fixture, slot));
}

static void issue_refuses_ranges_that_cannot_be(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 2);
    assert_int_equal(refuse(fixture, 2, 1, slot), ABI_INVALID_ARGUMENT);
    assert_int_equal(refuse(fixture, 0x2f8, 0x10010, slot), ABI_INVALID_ARGUMENT);
    assert_int_equal(issue(fixture, 0x102f8, 0x502ff, slot), ABI_NO_ERROR);
    assert_int_equal(refuse(fixture, 0x2ff, 0x2ff, slot + 1), ABI_REVOKE_FIRST);
    assert_int_equal(refuse(fixture, 1, 2, ABI_ROOT_TCB), ABI_DELETE_FIRST);
    assert_int_equal(fixture_refuse(fixture, ABI_ROOT_IOPORT_CONTROL, ABI_IOPORT_CONTROL_ISSUE,
                                    WORDS(1, 2, slot), WORDS(ABI_ROOT_CNODE)),
                     ABI_TRUNCATED_MESSAGE);
}

static void in_reads_the_port_in_each_width(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(issue(fixture, 0x3f8, 0x3ff, slot), ABI_NO_ERROR);
    fixture->port_value = 0x5a;
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(fixture_invoke(fixture, slot, ABI_IOPORT_IN8 + i, WORDS(0x3fc), NO_WORDS),
                         ABI_NO_ERROR);
        assert_int_equal(fixture_result(fixture, 0), 0x5a);
        assert_int_equal(fixture_last_event(fixture, EVENT_PORT_IN)->words[0], 0x3fc);
        assert_int_equal(fixture_last_event(fixture, EVENT_PORT_IN)->words[1], 1 << i);
    }
}

static void out_writes_the_bits_that_the_port_has(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 1);
    static const abi_word expected[] = {0xfe, 0xfffe, 0xfffffffe};
    assert_int_equal(issue(fixture, 0x3f8, 0x3ff, slot), ABI_NO_ERROR);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(fixture_invoke(fixture, slot, ABI_IOPORT_OUT8 + i, WORDS(0x3f8, ~1UL), NO_WORDS),
                         ABI_NO_ERROR);
        assert_int_equal(fixture_last_event(fixture, EVENT_PORT_OUT)->words[1], 1 << i);
        assert_int_equal(fixture_last_event(fixture, EVENT_PORT_OUT)->words[2], expected[i]);
    }
}

static void accesses_must_be_inside_the_range(void **state)
{
    struct fixture *fixture = *state;
    abi_word slot = fixture_slots(fixture, 1);
    assert_int_equal(issue(fixture, 0x3f8, 0x3ff, slot), ABI_NO_ERROR);
    static const struct {
        abi_word label;
        abi_word port;
    } bad[] = {{ABI_IOPORT_IN8, 0x3f7},   {ABI_IOPORT_IN8, 0x400},   {ABI_IOPORT_IN16, 0x3ff},
               {ABI_IOPORT_IN32, 0x3fd},  {ABI_IOPORT_OUT8, 0x400},  {ABI_IOPORT_OUT16, 0x3ff},
               {ABI_IOPORT_OUT32, 0x3fd}, {ABI_IOPORT_IN8, 0x103f8}, {ABI_IOPORT_OUT32, ~0UL}};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_int_equal(fixture_refuse(fixture, slot, bad[i].label, WORDS(bad[i].port, 0), NO_WORDS),
                         ABI_ILLEGAL_OPERATION);
    }
    assert_int_equal(fixture_refuse(fixture, slot, ABI_IOPORT_OUT8, WORDS(0x3f8), NO_WORDS),
                     ABI_TRUNCATED_MESSAGE);
    assert_int_equal(fixture_refuse(fixture, slot, ABI_IOPORT_IN8, NO_WORDS, NO_WORDS),
                     ABI_TRUNCATED_MESSAGE);
    assert_int_equal(fixture_invoke(fixture, slot, ABI_IOPORT_IN32, WORDS(0x3fc), NO_WORDS), ABI_NO_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(issue_gives_disjoint_ranges_alone),
        KERNEL_TEST(a_range_is_free_once_its_last_capability_is_gone),
        KERNEL_TEST(issue_refuses_ranges_that_cannot_be),
        KERNEL_TEST(in_reads_the_port_in_each_width),
        KERNEL_TEST(out_writes_the_bits_that_the_port_has),
        KERNEL_TEST(accesses_must_be_inside_the_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
