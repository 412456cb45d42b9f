/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * For tests of the kernel's self-check: breaks one thing in the kernel's memory, and mends it.
 */
#pragma once

#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "kernel/memory/vspace.h"
#include "kernel/state.h"
#include "kernel/thread/ipc.h"
#include "support/kernel_fixture.h"

/* Returns the check's complaint, or "nothing". */
static inline const char *checked(struct fixture *fixture)
{
    const char *wrong = kernel_check(fixture->kernel);
    return wrong != NULL ? wrong : "nothing";
}

/* Sets a member of the kernel's memory to a value: the check finds just that, and nothing after mending. */
#define ASSERT_FOUND(fixture, member, value, what)                                                           \
    do {                                                                                                     \
        __typeof__(member) found_mended = (member);                                                          \
        assert_string_equal(checked(fixture), "nothing");                                                    \
        (member) = (value);                                                                                  \
        assert_string_equal(checked(fixture), what);                                                         \
        (member) = found_mended;                                                                             \
        assert_string_equal(checked(fixture), "nothing");                                                    \
    } while (0)

/* Returns the slot at an address of the root CSpace. */
static inline struct slot *slot_at(struct fixture *fixture, abi_word index)
{
    struct lookup_failure failure;
    return thread_lookup(fixture->root, index, &failure);
}

static inline struct capability *capability_at(struct fixture *fixture, abi_word index)
{
    return &slot_at(fixture, index)->capability;
}
