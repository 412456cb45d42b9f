/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The I/O ports of the confined thread.
 */
#include "confined.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

abi_word confined_ports(struct fixture *fixture)
{
    abi_word ports = fixture_slots(fixture, 1);

    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_IOPORT_CONTROL, ABI_IOPORT_CONTROL_ISSUE,
                                    WORDS(0x3f8, 0x3ff, ports, ABI_WORD_BITS), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    return ports;
}
