/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What happens to an object's users when its last capability is deleted.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

static unsigned long objects(struct fixture *fixture, abi_word type)
{
    struct kernel_census census;
    kernel_get_census(fixture->kernel, &census);
    return census.objects[type];
}

static void move_into(struct fixture *fixture, abi_word cnode, abi_word index, abi_word source)
{
    assert_int_equal(fixture_invoke(fixture, cnode, ABI_CNODE_MOVE, WORDS(index, 4, source, ABI_WORD_BITS),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
}

static void delete_of_a_cnode_deletes_what_it_holds(void **state)
{
    struct fixture *fixture = *state;
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 1);
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    move_into(fixture, cnode, 3, endpoint);
    fixture_delete(fixture, cnode);
    assert_int_equal(objects(fixture, ABI_OBJECT_CNODE), fixture->at_boot.objects[ABI_OBJECT_CNODE]);
    assert_int_equal(objects(fixture, ABI_OBJECT_ENDPOINT), 0);
}

static void delete_of_a_long_chain_of_cnodes_deletes_all(void **state)
{
    struct fixture *fixture = *state;
    abi_word first = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 64);
    for (abi_word i = 63; i > 0; i--) {
        move_into(fixture, first + i - 1, 0, first + i);
    }
    assert_int_equal(objects(fixture, ABI_OBJECT_CNODE), 65);
    fixture_delete(fixture, first);
    assert_int_equal(objects(fixture, ABI_OBJECT_CNODE), 1);
}

static void cnodes_that_hold_themselves_go_with_their_untyped(void **state)
{
    struct fixture *fixture = *state;
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 2);
    for (abi_word i = 0; i < 2; i++) {
        assert_int_equal(fixture_invoke(fixture, cnode + i, ABI_CNODE_COPY,
                                        WORDS(1, 4, cnode, ABI_WORD_BITS, ABI_RIGHTS_ALL),
                                        WORDS(ABI_ROOT_CNODE)),
                         ABI_NO_ERROR);
        assert_int_equal(fixture_invoke(fixture, cnode + i, ABI_CNODE_COPY,
                                        WORDS(2, 4, cnode + 1, ABI_WORD_BITS, ABI_RIGHTS_ALL),
                                        WORDS(ABI_ROOT_CNODE)),
                         ABI_NO_ERROR);
    }
    fixture_delete(fixture, cnode);
    fixture_delete(fixture, cnode + 1);
    assert_int_equal(objects(fixture, ABI_OBJECT_CNODE), 3);
    fixture_revoke(fixture, fixture->untyped);
    assert_int_equal(objects(fixture, ABI_OBJECT_CNODE), 1);
}

static void delete_of_an_endpoint_makes_a_receiver_fault(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 2);
    struct fixture_thread thread = fixture_thread(fixture, endpoint + 1);
    fixture_do(fixture, thread.thread, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_delete(fixture, endpoint);
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, endpoint + 1, 0, NO_WORDS, NO_WORDS);
    const struct abi_message *fault = fixture_answer(fixture, fixture->root);
    assert_int_equal(ABI_INFO_LABEL(fault->info), ABI_FAULT_CAP);
    assert_int_equal(fault->mr[1], endpoint);
    assert_int_equal(fault->mr[2], 1);
}

static void delete_of_an_endpoint_makes_a_caller_fail(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture_do(fixture, thread.thread, ABI_SYS_CALL, endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_delete(fixture, endpoint);
    assert_int_equal(ABI_INFO_LABEL(fixture_answer(fixture, thread.thread)->info), ABI_INVALID_CAPABILITY);
}

static void delete_of_a_notification_makes_a_waiter_fault(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    abi_word handler = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread thread = fixture_thread(fixture, handler);
    fixture_do(fixture, thread.thread, ABI_SYS_RECV, notification, 0, NO_WORDS, NO_WORDS);
    fixture_delete(fixture, notification);
    fixture_do(fixture, fixture->root, ABI_SYS_NBRECV, handler, 0, NO_WORDS, NO_WORDS);
    assert_int_equal(ABI_INFO_LABEL(fixture_answer(fixture, fixture->root)->info), ABI_FAULT_CAP);
}

static void delete_of_a_bound_notification_unbinds_it(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    struct fixture_thread thread = fixture_thread(fixture, 0);
    assert_int_equal(
        fixture_invoke(fixture, thread.tcb, ABI_TCB_BIND_NOTIFICATION, NO_WORDS, WORDS(notification)),
        ABI_NO_ERROR);
    fixture_delete(fixture, notification);
    assert_int_equal(fixture_refuse(fixture, thread.tcb, ABI_TCB_UNBIND_NOTIFICATION, NO_WORDS, NO_WORDS),
                     ABI_ILLEGAL_OPERATION);
}

static void delete_of_a_bound_thread_unbinds_its_notification(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    struct fixture_thread thread = fixture_thread(fixture, 0);
    struct fixture_thread other = fixture_thread(fixture, 0);
    assert_int_equal(
        fixture_invoke(fixture, thread.tcb, ABI_TCB_BIND_NOTIFICATION, NO_WORDS, WORDS(notification)),
        ABI_NO_ERROR);
    fixture_delete(fixture, thread.tcb);
    assert_int_equal(
        fixture_invoke(fixture, other.tcb, ABI_TCB_BIND_NOTIFICATION, NO_WORDS, WORDS(notification)),
        ABI_NO_ERROR);
}

static void delete_of_a_tcb_ends_the_thread_once(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    abi_word copy = fixture_copy(fixture, thread.tcb, ABI_RIGHTS_ALL);
    fixture_delete(fixture, thread.tcb);
    assert_int_equal(fixture_event_count(fixture, EVENT_DESTROY_THREAD), 0);
    fixture_delete(fixture, copy);
    assert_int_equal(fixture_event_count(fixture, EVENT_DESTROY_THREAD), 1);
    assert_ptr_equal(fixture_last_event(fixture, EVENT_DESTROY_THREAD)->object, thread.thread);
    assert_int_equal(objects(fixture, ABI_OBJECT_TCB), 1);
}

static void delete_of_a_tcb_takes_it_out_of_every_queue(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread blocked = fixture_thread(fixture, 0);
    struct fixture_thread ready = fixture_thread(fixture, 0);
    fixture_do(fixture, blocked.thread, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_do(fixture, ready.thread, ABI_SYS_YIELD, 0, 0, NO_WORDS, NO_WORDS);
    fixture_delete(fixture, blocked.tcb);
    fixture_delete(fixture, ready.tcb);
    assert_null(kernel_ready_at(fixture->kernel, 0));
    fixture_do(fixture, fixture->root, ABI_SYS_NBSEND, endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_answer(fixture, fixture->root);
}

static void a_thread_can_delete_itself(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    fixture_do(fixture, thread.thread, ABI_SYS_CALL, ABI_ROOT_CNODE, ABI_CNODE_DELETE,
               WORDS(thread.tcb, ABI_WORD_BITS), NO_WORDS);
    assert_null(kernel_ready_at(fixture->kernel, 0));
    assert_false(kernel_is_running(thread.thread));
    assert_int_equal(fixture_event_count(fixture, EVENT_DESTROY_THREAD), 1);
}

static void a_thread_can_delete_the_cspace_it_runs_in(void **state)
{
    struct fixture *fixture = *state;
    abi_word cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, 4, 1);
    struct fixture_thread thread = fixture_thread(fixture, 0);
    assert_int_equal(fixture_set_space(fixture, thread.tcb, 0, cnode, ABI_GUARD_DATA(0, ABI_WORD_BITS - 4),
                                       ABI_ROOT_VSPACE),
                     ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, cnode, ABI_CNODE_COPY,
                                    WORDS(3, 4, ABI_ROOT_CNODE, ABI_WORD_BITS, ABI_RIGHTS_ALL),
                                    WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    fixture_do(fixture, thread.thread, ABI_SYS_CALL, 3, ABI_CNODE_REVOKE, WORDS(cnode, ABI_WORD_BITS),
               NO_WORDS);
    assert_int_equal(ABI_INFO_LABEL(fixture_answer(fixture, thread.thread)->info), ABI_NO_ERROR);
    fixture_delete(fixture, cnode);
    assert_int_equal(objects(fixture, ABI_OBJECT_CNODE), 1);
}

static void delete_of_an_address_space_forgets_its_mappings(void **state)
{
    struct fixture *fixture = *state;
    abi_word vspace = fixture_vspace(fixture);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    assert_string_equal(fixture_slot_name(fixture, vspace), PAGING_VSPACE_NAME);
    fixture_map_tables(fixture, vspace, 0x400000);
    assert_int_equal(fixture_invoke(fixture, frame, ABI_PAGE_MAP, WORDS(0x400000, 3, 0), WORDS(vspace)),
                     ABI_NO_ERROR);
    fixture_delete(fixture, vspace);
    assert_int_equal(fixture_event_count(fixture, EVENT_DESTROY_VSPACE), 1);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 0);
    assert_int_equal(fixture_invoke(fixture, frame, ABI_PAGE_UNMAP, NO_WORDS, NO_WORDS), ABI_NO_ERROR);
    assert_int_equal(fixture_event_count(fixture, EVENT_UNMAP), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(delete_of_a_cnode_deletes_what_it_holds),
        KERNEL_TEST(delete_of_a_long_chain_of_cnodes_deletes_all),
        KERNEL_TEST(cnodes_that_hold_themselves_go_with_their_untyped),
        KERNEL_TEST(delete_of_an_endpoint_makes_a_receiver_fault),
        KERNEL_TEST(delete_of_an_endpoint_makes_a_caller_fail),
        KERNEL_TEST(delete_of_a_notification_makes_a_waiter_fault),
        KERNEL_TEST(delete_of_a_bound_notification_unbinds_it),
        KERNEL_TEST(delete_of_a_tcb_ends_the_thread_once),
        KERNEL_TEST(delete_of_a_tcb_takes_it_out_of_every_queue),
        KERNEL_TEST(a_thread_can_delete_itself),
        KERNEL_TEST(a_thread_can_delete_the_cspace_it_runs_in),
        KERNEL_TEST(delete_of_an_address_space_forgets_its_mappings),
        KERNEL_TEST(delete_of_a_bound_thread_unbinds_its_notification),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
