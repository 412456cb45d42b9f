/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What tests of the hosted kernel make: objects, copies of capabilities, paging structures, threads.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/schedule_fixture.h"

abi_word fixture_retype(struct fixture *fixture, abi_word type, unsigned bits, unsigned count)
{
    abi_word first = fixture_slots(fixture, count);
    assert_int_equal(fixture_invoke(fixture, fixture->untyped, ABI_UNTYPED_RETYPE,
                                    WORDS(type, bits, 0, 0, first, count), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    return first;
}

abi_word fixture_vspace(struct fixture *fixture)
{
    abi_word vspace = fixture_retype(fixture, ABI_OBJECT_VSPACE, 0, 1);
    assert_int_equal(
        fixture_invoke(fixture, ABI_ROOT_ASID_POOL, ABI_ASID_POOL_ASSIGN, NO_WORDS, WORDS(vspace)),
        ABI_NO_ERROR);
    return vspace;
}

abi_word fixture_copy(struct fixture *fixture, abi_word slot, abi_word rights)
{
    abi_word copy = fixture_slots(fixture, 1);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_COPY,
                                    WORDS(copy, ABI_WORD_BITS, slot, ABI_WORD_BITS, rights),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    return copy;
}

abi_word fixture_mint(struct fixture *fixture, abi_word slot, abi_word rights, abi_word badge)
{
    abi_word copy = fixture_slots(fixture, 1);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_MINT,
                                    WORDS(copy, ABI_WORD_BITS, slot, ABI_WORD_BITS, rights, badge),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    return copy;
}

void fixture_delete(struct fixture *fixture, abi_word slot)
{
    assert_int_equal(
        fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_DELETE, WORDS(slot, ABI_WORD_BITS), NO_WORDS),
        ABI_NO_ERROR);
}

void fixture_revoke(struct fixture *fixture, abi_word slot)
{
    assert_int_equal(
        fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_REVOKE, WORDS(slot, ABI_WORD_BITS), NO_WORDS),
        ABI_NO_ERROR);
}

struct fixture_thread fixture_thread(struct fixture *fixture, abi_word fault_handler)
{
    static const char image[ABI_WORD_BYTES] = "a";
    struct fixture_thread made = {.tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1)};
    abi_word guard = ABI_GUARD_DATA(0, ABI_WORD_BITS - FIXTURE_CNODE_BITS);
    abi_word bytes;
    memcpy(&bytes, image, sizeof(bytes));
    assert_int_equal(
        fixture_set_space(fixture, made.tcb, fault_handler, ABI_ROOT_CNODE, guard, ABI_ROOT_VSPACE),
        ABI_NO_ERROR);
    fixture_schedule(fixture, made.tcb);
    assert_int_equal(fixture_invoke(fixture, made.tcb, ABI_TCB_SET_IMAGE, WORDS(2, bytes), NO_WORDS),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, made.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    made.thread = fixture->threads[fixture->thread_count - 1];
    assert_int_equal(fixture_answer(fixture, made.thread)->what, ABI_ANSWER_START);
    return made;
}
