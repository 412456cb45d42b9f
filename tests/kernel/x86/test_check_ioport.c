/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's self-check of capabilities to I/O ports.
 */
#include "broken.h"

static abi_word issue_ports(struct fixture *fixture, abi_word first, abi_word last)
{
    abi_word slot = fixture_slots(fixture, 1);
    abi_word error = fixture_invoke(fixture, ABI_ROOT_IOPORT_CONTROL, ABI_IOPORT_CONTROL_ISSUE,
                                    WORDS(first, last, slot, ABI_WORD_BITS), WORDS(ABI_ROOT_CNODE));
    assert_int_equal(error, ABI_NO_ERROR);
    return slot;
}

static void check_finds_ports_that_overlap(void **state)
{
    struct fixture *fixture = *state;
    struct capability *low = capability_at(fixture, issue_ports(fixture, 0x10, 0x1f));
    struct capability *high = capability_at(fixture, issue_ports(fixture, 0x20, 0x2f));
    ASSERT_FOUND(fixture, low->last, 0x20, "ranges of ports overlap");
    ASSERT_FOUND(fixture, high->first, 0x1f, "ranges of ports overlap");
    ASSERT_FOUND(fixture, high->first, 0x10, "ranges of ports overlap");
}

static void check_finds_a_copy_with_other_ports(void **state)
{
    struct fixture *fixture = *state;
    abi_word copy = fixture_copy(fixture, issue_ports(fixture, 0x10, 0x1f), ABI_RIGHTS_ALL);
    ASSERT_FOUND(fixture, capability_at(fixture, copy)->last, 0x1e,
                 "a copy has not the ports of its original");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(check_finds_ports_that_overlap),
        KERNEL_TEST(check_finds_a_copy_with_other_ports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
