/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Handlers of interrupts, for the tests of all architectures' interrupts and of x86's.
 */
#pragma once

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

struct handler {
    abi_word slot;
    abi_word notification; /* unbadged */
};

static inline abi_word get(struct fixture *fixture, abi_word line, abi_word slot)
{
    return fixture_invoke(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET,
                          WORDS(line, slot, ABI_WORD_BITS), WORDS(ABI_ROOT_CNODE));
}

/* Gives a handler a notification of its own. */
static inline void give_notification(struct fixture *fixture, struct handler *handler, abi_word badge)
{
    handler->notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    abi_word badged = fixture_mint(fixture, handler->notification, ABI_RIGHT_WRITE, badge);
    assert_int_equal(
        fixture_invoke(fixture, handler->slot, ABI_IRQ_HANDLER_SET_NOTIFICATION, NO_WORDS, WORDS(badged)),
        ABI_NO_ERROR);
}

static inline struct handler make_handler(struct fixture *fixture, abi_word line, abi_word badge)
{
    struct handler made = {.slot = fixture_slots(fixture, 1)};
    assert_int_equal(get(fixture, line, made.slot), ABI_NO_ERROR);
    give_notification(fixture, &made, badge);
    return made;
}

static inline void interrupt(struct fixture *fixture, unsigned line)
{
    kernel_interrupt(fixture->kernel, line);
    assert_null(kernel_check(fixture->kernel));
}

static inline abi_word poll(struct fixture *fixture, abi_word notification)
{
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, notification, 0, NO_WORDS, NO_WORDS);
    return fixture_answer(fixture, fixture->root)->capability;
}
