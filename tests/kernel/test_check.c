/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's check of itself finds what is wrong: each test breaks one thing in its memory.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "kernel/ipc.h"
#include "kernel/state.h"
#include "kernel/vspace.h"
#include "support/kernel_fixture.h"

static struct slot *slot_at(struct fixture *fixture, abi_word index)
{
    struct lookup_failure failure;
    return cspace_lookup(fixture->root, index, &failure);
}

static struct fixture *set_up_broken(void **state)
{
    struct fixture *fixture = *state;
    assert_null(kernel_check(fixture->kernel));
    return fixture;
}

static int tear_down_broken(void **state)
{
    fixture_destroy(*state);
    return 0;
}

static void check_finds_a_wrong_reference_count(void **state)
{
    struct fixture *fixture = set_up_broken(state);
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    slot_at(fixture, endpoint)->capability.object->references++;
    assert_non_null(kernel_check(fixture->kernel));
}

static void check_finds_a_capability_to_a_dead_object(void **state)
{
    struct fixture *fixture = set_up_broken(state);
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    slot_at(fixture, endpoint)->capability.object->kind = CAPABILITY_NULL;
    assert_non_null(kernel_check(fixture->kernel));
}

static void check_finds_a_capability_outside_the_tree(void **state)
{
    struct fixture *fixture = set_up_broken(state);
    slot_at(fixture, fixture->next_slot)->capability = slot_at(fixture, ABI_ROOT_IRQ_CONTROL)->capability;
    assert_non_null(kernel_check(fixture->kernel));
}

static void check_finds_a_broken_link(void **state)
{
    struct fixture *fixture = set_up_broken(state);
    slot_at(fixture, ABI_ROOT_CNODE)->first_child->parent = slot_at(fixture, ABI_ROOT_TCB);
    assert_non_null(kernel_check(fixture->kernel));
}

static void check_finds_a_watermark_below_a_child(void **state)
{
    struct fixture *fixture = set_up_broken(state);
    fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 2);
    slot_at(fixture, fixture->untyped)->capability.watermark -= 1;
    assert_non_null(kernel_check(fixture->kernel));
}

/* An endpoint, and in the next slot a copy of it that was minted with these rights and this badge. */
static abi_word mint_endpoint(struct fixture *fixture, abi_word rights, abi_word badge)
{
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    assert_int_equal(
        fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_MINT,
                       WORDS(fixture->next_slot, ABI_WORD_BITS, endpoint, ABI_WORD_BITS, rights, badge),
                       WORDS(ABI_ROOT_CNODE)),
        ABI_NO_ERROR);
    assert_null(kernel_check(fixture->kernel));
    return endpoint;
}

static void check_finds_a_copy_with_more_rights(void **state)
{
    struct fixture *fixture = set_up_broken(state);
    abi_word endpoint = mint_endpoint(fixture, ABI_RIGHT_READ, 0);
    slot_at(fixture, endpoint)->capability.rights = ABI_RIGHT_WRITE;
    assert_string_equal(kernel_check(fixture->kernel), "a copy has rights that its original does not have");
}

static void check_finds_a_copy_with_another_badge(void **state)
{
    struct fixture *fixture = set_up_broken(state);
    abi_word endpoint = mint_endpoint(fixture, ABI_RIGHTS_ALL, 7);
    slot_at(fixture, endpoint)->capability.badge = 8;
    assert_string_equal(kernel_check(fixture->kernel), "a copy has not the badge of its original");
}

static void check_finds_a_thread_in_the_wrong_queue(void **state)
{
    struct fixture *fixture = set_up_broken(state);
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture_do(fixture, thread.thread, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    thread.thread->state = THREAD_BLOCKED_NOTIFICATION;
    assert_non_null(kernel_check(fixture->kernel));
}

static void check_finds_a_mapping_without_capability(void **state)
{
    struct fixture *fixture = set_up_broken(state);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_int_equal(
        fixture_invoke(fixture, frame, ABI_PAGE_MAP, WORDS(0x400000, 3, 0), WORDS(ABI_ROOT_VSPACE)),
        ABI_NO_ERROR);
    slot_at(fixture, frame)->capability.vspace = NULL;
    assert_non_null(kernel_check(fixture->kernel));
}

static void check_finds_a_wrong_census(void **state)
{
    struct fixture *fixture = set_up_broken(state);
    fixture->kernel->census.objects[ABI_OBJECT_TCB]++;
    assert_non_null(kernel_check(fixture->kernel));
    fixture->kernel->census.objects[ABI_OBJECT_TCB]--;
    fixture->kernel->census.io_ports++;
    assert_non_null(kernel_check(fixture->kernel));
}

static void check_finds_a_binding_of_one_side(void **state)
{
    struct fixture *fixture = set_up_broken(state);
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    fixture->root->bound = capability_notification(&slot_at(fixture, notification)->capability);
    assert_non_null(kernel_check(fixture->kernel));
}

#define BROKEN(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, tear_down_broken)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BROKEN(check_finds_a_wrong_reference_count),       BROKEN(check_finds_a_capability_to_a_dead_object),
        BROKEN(check_finds_a_capability_outside_the_tree), BROKEN(check_finds_a_broken_link),
        BROKEN(check_finds_a_watermark_below_a_child),     BROKEN(check_finds_a_thread_in_the_wrong_queue),
        BROKEN(check_finds_a_mapping_without_capability),  BROKEN(check_finds_a_wrong_census),
        BROKEN(check_finds_a_binding_of_one_side),         BROKEN(check_finds_a_copy_with_more_rights),
        BROKEN(check_finds_a_copy_with_another_badge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
