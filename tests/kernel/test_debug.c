/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * System calls for debugging, and the names in traces.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "kernel/memory/vspace.h"
#include "kernel_kinds.h"
#include "support/kernel_fixture.h"

static abi_word put(struct fixture *fixture, abi_word what, struct fixture_words words)
{
    fixture_do(fixture, fixture->root, what, 0, 0, words, NO_WORDS);
    return ABI_INFO_LABEL(fixture_answer(fixture, fixture->root)->info);
}

static void put_char_writes_one_character(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(put(fixture, ABI_SYS_DEBUG_PUTCHAR, WORDS('x')), ABI_NO_ERROR);
    assert_string_equal(fixture_last_event(fixture, EVENT_PUT)->text, "x");
    assert_int_equal(put(fixture, ABI_SYS_DEBUG_PUTCHAR, NO_WORDS), ABI_TRUNCATED_MESSAGE);
}

static void put_writes_its_bytes_at_once(void **state)
{
    struct fixture *fixture = *state;
    abi_word words[4] = {10};
    memcpy(&words[1], "0123456789", 10);
    assert_int_equal(put(fixture, ABI_SYS_DEBUG_PUT, (struct fixture_words){4, words}), ABI_NO_ERROR);
    assert_string_equal(fixture_last_event(fixture, EVENT_PUT)->text, "0123456789");
    assert_int_equal(fixture_event_count(fixture, EVENT_PUT), 1);
}

static void put_writes_no_more_than_was_sent(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(put(fixture, ABI_SYS_DEBUG_PUT, WORDS(ABI_WORD_BYTES + 1, 0)), ABI_TRUNCATED_MESSAGE);
    assert_int_equal(put(fixture, ABI_SYS_DEBUG_PUT, WORDS(~0UL, 0)), ABI_TRUNCATED_MESSAGE);
    assert_int_equal(put(fixture, ABI_SYS_DEBUG_PUT, NO_WORDS), ABI_TRUNCATED_MESSAGE);
    assert_int_equal(fixture_event_count(fixture, EVENT_PUT), 0);
}

static void cap_identify_tells_the_real_kernels_numbers(void **state)
{
    struct fixture *fixture = *state;
    const struct {
        abi_word capability;
        abi_word number;
    } cases[] = {
        {0, 0},
        {ABI_ROOT_TCB, 12},
        {ABI_ROOT_CNODE, 10},
        {ABI_ROOT_VSPACE, VSPACE_NUMBER},
        {ABI_ROOT_IRQ_CONTROL, 14},
        {ABI_ROOT_FIRST_FREE - 1, 0},
        {~0UL, 0},
    };
    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        fixture_do(fixture, fixture->root, ABI_SYS_DEBUG_CAPIDENTIFY, cases[i].capability, 0, NO_WORDS,
                   NO_WORDS);
        fixture_answer(fixture, fixture->root);
        assert_int_equal(fixture_result(fixture, 0), cases[i].number);
    }
}

static void cap_name_tells_type_and_address(void **state)
{
    struct fixture *fixture = *state;
    abi_word paddr;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    assert_string_equal(kernel_cap_name(fixture->kernel, fixture->root, endpoint, &paddr), "endpoint");
    assert_true(paddr >= FIXTURE_RAM_PADDR && paddr < FIXTURE_RAM_PADDR + (1UL << FIXTURE_RAM_BITS));
    assert_string_equal(kernel_cap_name(fixture->kernel, fixture->root, ~0UL, &paddr), "nothing");
    assert_int_equal(paddr, 0);
    kernel_cap_name(fixture->kernel, fixture->root, ABI_ROOT_TCB, &paddr);
    assert_int_equal(paddr, kernel_thread_paddr(fixture->root));
}

static void snapshot_is_passed_on(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(put(fixture, ABI_SYS_DEBUG_SNAPSHOT, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_event_count(fixture, EVENT_SNAPSHOT), 1);
}

/* Counts the capabilities that are visited, and finds one. */
struct search {
    abi_word index; /* in the root CNode */
    unsigned long count;
    struct kernel_capability found;
};

static void look(void *context, const struct kernel_capability *capability)
{
    struct search *search = context;
    search->count++;
    if (strcmp(capability->owner, "cnode") == 0 && capability->index == search->index) {
        search->found = *capability;
    }
}

static struct search visit(struct fixture *fixture, abi_word index)
{
    struct search search = {.index = index};
    kernel_visit_capabilities(fixture->kernel, look, &search);
    return search;
}

static void visit_shows_every_capability_once(void **state)
{
    struct fixture *fixture = *state;
    struct kernel_census census;
    abi_word first = fixture_retype(fixture, ABI_OBJECT_CNODE, 2, 3);
    fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    fixture_copy(fixture, first, ABI_RIGHTS_ALL);
    kernel_get_census(fixture->kernel, &census);
    assert_int_equal(visit(fixture, 0).count, census.capabilities);
    assert_null(kernel_check(fixture->kernel));
}

static void visit_tells_what_a_capability_leads_to_and_comes_from(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1), paddr;
    abi_word copy = fixture_mint(fixture, endpoint, ABI_RIGHT_WRITE, 7);
    kernel_cap_name(fixture->kernel, fixture->root, endpoint, &paddr);
    struct kernel_capability original = visit(fixture, endpoint).found, seen = visit(fixture, copy).found;
    assert_string_equal(seen.type, "endpoint");
    assert_int_equal(seen.object, paddr);
    assert_int_equal(seen.rights, ABI_RIGHT_WRITE);
    assert_int_equal(seen.badge, 7);
    assert_ptr_equal(seen.source, original.slot);
    assert_int_equal(original.badge, 0);
}

static void visit_tells_which_thread_has_a_slot(void **state)
{
    struct fixture *fixture = *state;
    struct kernel_capability root = visit(fixture, ABI_ROOT_TCB).found;
    assert_string_equal(root.type, "tcb");
    assert_int_equal(root.object, kernel_thread_paddr(fixture->root));
    assert_null(root.thread); /* it is in a CNode */
    assert_int_equal(root.owner_paddr, visit(fixture, ABI_ROOT_CNODE).found.object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(put_char_writes_one_character),
        KERNEL_TEST(put_writes_its_bytes_at_once),
        KERNEL_TEST(put_writes_no_more_than_was_sent),
        KERNEL_TEST(cap_identify_tells_the_real_kernels_numbers),
        KERNEL_TEST(cap_name_tells_type_and_address),
        KERNEL_TEST(snapshot_is_passed_on),
        KERNEL_TEST(visit_shows_every_capability_once),
        KERNEL_TEST(visit_tells_what_a_capability_leads_to_and_comes_from),
        KERNEL_TEST(visit_tells_which_thread_has_a_slot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
