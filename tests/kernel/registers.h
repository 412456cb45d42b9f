/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What tests of registers have in common.
 */
#pragma once

#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

#define FLAG 1UL /* suspend, or resume */
#define ALL_WORDS ABI_CONTEXT_WORDS
#define WRITTEN 0x2000UL
#define WHERE_IP 0x44UL
#define WHERE_SP 0x55UL

static inline abi_word read_registers(struct fixture *fixture, abi_word tcb, abi_word flags, abi_word count)
{
    return fixture_invoke(fixture, tcb, ABI_TCB_READ_REGISTERS, WORDS(flags, count), NO_WORDS);
}

/* Writes WRITTEN and on to the first `count` registers. */
static inline abi_word write_registers(struct fixture *fixture, abi_word tcb, abi_word flags, unsigned count)
{
    abi_word words[2 + ALL_WORDS] = {flags, count};
    for (unsigned i = 0; i < count; i++) {
        words[2 + i] = WRITTEN + i;
    }
    return fixture_invoke(fixture, tcb, ABI_TCB_WRITE_REGISTERS, (struct fixture_words){2 + count, words},
                          NO_WORDS);
}

static inline abi_word copy_registers(struct fixture *fixture, abi_word tcb, abi_word source, abi_word flags)
{
    return fixture_invoke(fixture, tcb, ABI_TCB_COPY_REGISTERS, WORDS(flags), WORDS(source));
}

/* The thread gets this answer: registers, the first of which has this value. */
static inline void assert_goes_on_with(struct fixture *fixture, struct kernel_thread *thread, abi_word first)
{
    const struct abi_message *answer = fixture_answer(fixture, thread);
    assert_int_equal(answer->what, ABI_ANSWER_REGISTERS);
    assert_int_equal(ABI_INFO_LENGTH(answer->info), ALL_WORDS);
    assert_int_equal(answer->mr[0], first);
}

/* A call of the thread, which tells where it is. */
static inline void enter(struct fixture *fixture, struct kernel_thread *thread, abi_word what,
                         abi_word capability)
{
    fixture_request(thread, what, capability, 0, NO_WORDS, NO_WORDS);
    kernel_message(thread)->ip = WHERE_IP;
    kernel_message(thread)->sp = WHERE_SP;
    fixture_enter(fixture, thread);
}

/* A thread that was configured, and has no program. */
static inline abi_word new_tcb(struct fixture *fixture)
{
    abi_word tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    assert_int_equal(fixture_set_space(fixture, tcb, 0, ABI_ROOT_CNODE, 0, ABI_ROOT_VSPACE), ABI_NO_ERROR);
    fixture_schedule(fixture, tcb);
    return tcb;
}

static inline struct kernel_thread *last_started(const struct fixture *fixture)
{
    return fixture->threads[fixture->thread_count - 1];
}

static inline const struct abi_message *receive(struct fixture *fixture, abi_word endpoint)
{
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    return fixture_answer(fixture, fixture->root);
}
