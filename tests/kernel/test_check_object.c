/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's self-check finds faults in an object. Each test breaks one thing and mends it. The check looks
 * at the latest object first, so each test makes its target last.
 */
#include "broken.h"

/* Two threads that wait to receive. */
struct waiting {
    struct kernel_thread *first;
    struct kernel_thread *second;
    abi_word at; /* the endpoint or notification */
};

static void wait_at(struct fixture *fixture, struct waiting *waiting)
{
    fixture_do(fixture, waiting->first, ABI_SYS_RECV, waiting->at, 0, NO_WORDS, NO_WORDS);
    fixture_do(fixture, waiting->second, ABI_SYS_RECV, waiting->at, 0, NO_WORDS, NO_WORDS);
}

static struct waiting wait_at_new(struct fixture *fixture, abi_word type)
{
    struct waiting waiting = {.first = fixture_thread(fixture, 0).thread,
                              .second = fixture_thread(fixture, 0).thread};
    waiting.at = fixture_retype(fixture, type, 0, 1);
    wait_at(fixture, &waiting);
    return waiting;
}

static void check_finds_broken_links_of_a_queue(void **state)
{
    struct fixture *fixture = *state;
    struct waiting waiting = wait_at_new(fixture, ABI_OBJECT_ENDPOINT);
    ASSERT_FOUND(fixture, waiting.first->queue, &fixture->kernel->ready, "a queue's links are broken");
    ASSERT_FOUND(fixture, waiting.second->queue, NULL, "a queue's links are broken");
    ASSERT_FOUND(fixture, waiting.first->previous, waiting.second, "a queue's links are broken");
    ASSERT_FOUND(fixture, waiting.second->previous, NULL, "a queue's links are broken");
}

static void check_finds_a_wrong_tail_of_a_queue(void **state)
{
    struct fixture *fixture = *state;
    struct waiting waiting = wait_at_new(fixture, ABI_OBJECT_ENDPOINT);
    struct endpoint *endpoint = capability_at(fixture, waiting.at)->endpoint;
    ASSERT_FOUND(fixture, endpoint->queue.tail, waiting.first, "a queue's tail is wrong");
    ASSERT_FOUND(fixture, endpoint->queue.tail, NULL, "a queue's tail is wrong");
}

static void check_finds_a_thread_in_the_wrong_queue(void **state)
{
    struct fixture *fixture = *state;
    const char *what = "a queue holds a thread in a state that does not belong there";
    struct waiting waiting = wait_at_new(fixture, ABI_OBJECT_ENDPOINT);
    ASSERT_FOUND(fixture, waiting.first->state, THREAD_BLOCKED_NOTIFICATION, what);
    ASSERT_FOUND(fixture, waiting.second->state, THREAD_RUNNING, what);
}

static void check_finds_senders_and_receivers_in_one_queue(void **state)
{
    struct fixture *fixture = *state;
    struct waiting waiting = wait_at_new(fixture, ABI_OBJECT_ENDPOINT);
    ASSERT_FOUND(fixture, waiting.second->state, THREAD_BLOCKED_SEND,
                 "an endpoint has senders and receivers waiting");
}

static void check_finds_a_receiver_at_a_notification(void **state)
{
    struct fixture *fixture = *state;
    struct waiting waiting = wait_at_new(fixture, ABI_OBJECT_NOTIFICATION);
    ASSERT_FOUND(fixture, waiting.first->state, THREAD_BLOCKED_RECEIVE,
                 "a queue holds a thread in a state that does not belong there");
}

static void check_finds_signals_that_somebody_waits_for(void **state)
{
    struct fixture *fixture = *state;
    struct waiting waiting = wait_at_new(fixture, ABI_OBJECT_NOTIFICATION);
    ASSERT_FOUND(fixture, capability_at(fixture, waiting.at)->notification->active, true,
                 "a notification has both signals and waiters");
}

static void check_finds_signals_that_were_taken(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    ASSERT_FOUND(fixture, capability_at(fixture, notification)->notification->word, 4,
                 "a notification keeps signals that were taken");
}

static void check_finds_a_binding_of_one_side(void **state)
{
    struct fixture *fixture = *state;
    abi_word first = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 2);
    struct notification *notification = capability_at(fixture, first)->notification;
    struct notification *other = capability_at(fixture, first + 1)->notification;
    const char *unknown_to_thread = "a notification is bound to a thread that is not bound to it";
    ASSERT_FOUND(fixture, fixture->root->bound, notification,
                 "a thread is bound to a notification that is not bound to it");
    ASSERT_FOUND(fixture, notification->bound, fixture->root, unknown_to_thread);
    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_TCB, ABI_TCB_BIND_NOTIFICATION, NO_WORDS, WORDS(first)),
                     ABI_NO_ERROR);
    ASSERT_FOUND(fixture, other->bound, fixture->root, unknown_to_thread);
}

static void check_finds_a_queue_that_does_not_fit_a_state(void **state)
{
    struct fixture *fixture = *state;
    const char *what = "a thread's queue does not fit its state";
    struct kernel_thread *root = fixture->root;
    struct waiting waiting = {.at = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1)};
    waiting.first = fixture_thread(fixture, 0).thread;
    waiting.second = fixture_thread(fixture, 0).thread;
    wait_at(fixture, &waiting);
    static const enum thread_state without_queue[] = {THREAD_READY, THREAD_BLOCKED_SEND,
                                                      THREAD_BLOCKED_RECEIVE, THREAD_BLOCKED_NOTIFICATION};
    for (unsigned i = 0; i < sizeof(without_queue) / sizeof(without_queue[0]); i++) {
        ASSERT_FOUND(fixture, root->state, (uint8_t)without_queue[i], what);
    }
    static const enum thread_state in_queue[] = {THREAD_INACTIVE, THREAD_RUNNING, THREAD_BLOCKED_REPLY,
                                                 THREAD_READY};
    for (unsigned i = 0; i < sizeof(in_queue) / sizeof(in_queue[0]); i++) {
        ASSERT_FOUND(fixture, waiting.first->state, (uint8_t)in_queue[i], what);
    }
    ASSERT_FOUND(fixture, waiting.first->queue, &fixture->kernel->ready, what);
    /* No thread is in these states between kernel entries. */
    ASSERT_FOUND(fixture, root->state, THREAD_IN_KERNEL, what);
    ASSERT_FOUND(fixture, root->state, THREAD_RESTARTING, what);
}

static void check_finds_neighbours_outside_a_queue(void **state)
{
    struct fixture *fixture = *state;
    const char *what = "a thread outside queues has neighbours";
    ASSERT_FOUND(fixture, fixture->root->next, fixture->root, what);
    ASSERT_FOUND(fixture, fixture->root->previous, fixture->root, what);
}

static void check_finds_a_fault_that_nobody_will_handle(void **state)
{
    struct fixture *fixture = *state;
    ASSERT_FOUND(fixture, fixture->root->fault.label, ABI_FAULT_CAP,
                 "a thread has a fault that nobody will handle");
}

static void check_finds_a_wrong_capability_in_a_threads_slot(void **state)
{
    struct fixture *fixture = *state;
    for (unsigned i = 0; i < THREAD_SLOT_COUNT; i++) {
        ASSERT_FOUND(fixture, fixture->root->slots[i].capability.type, CAPABILITY_IRQ_CONTROL,
                     "a thread has a capability of a wrong type in one of its own slots");
    }
}

static void check_finds_a_mapping_that_is_none(void **state)
{
    struct fixture *fixture = *state;
    const char *what = "a VSpace has a mapping that is none";
    struct kernel_vspace *vspace = kernel_thread_vspace(fixture->root);
    struct object stray = {.kind = CAPABILITY_FRAME, .size_bits = ABI_PAGE_BITS + 1, .references = 1};
    struct entry *entry = vspace_find(vspace, 0x400000, ABI_TABLE_LEVELS - 1);
    ASSERT_FOUND(fixture, entry->object, &stray, what);
    stray = (struct object){.kind = CAPABILITY_FRAME, .size_bits = (uint8_t)level_bits(ABI_TABLE_LEVELS - 1)};
    ASSERT_FOUND(fixture, entry->object, &stray, what);
}

static void check_finds_a_paging_structure_that_is_none(void **state)
{
    struct fixture *fixture = *state;
    const char *what = "a VSpace has a paging structure that is none";
    struct kernel_vspace *vspace = kernel_thread_vspace(fixture->root);
    struct entry *entry = vspace_find(vspace, 0, ABI_TABLE_LEVELS - 1);
    static struct table stray;
    stray.object = (struct object){.kind = CAPABILITY_VSPACE, .references = 1};
    ASSERT_FOUND(fixture, entry->object, &stray.object, what);
    stray.level = ABI_TABLE_LEVELS - 2;
    stray.object = (struct object){.kind = paging_kinds[ABI_TABLE_LEVELS - 2]};
    ASSERT_FOUND(fixture, entry->object, &stray.object, what);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(check_finds_broken_links_of_a_queue),
        KERNEL_TEST(check_finds_a_wrong_tail_of_a_queue),
        KERNEL_TEST(check_finds_a_thread_in_the_wrong_queue),
        KERNEL_TEST(check_finds_senders_and_receivers_in_one_queue),
        KERNEL_TEST(check_finds_a_receiver_at_a_notification),
        KERNEL_TEST(check_finds_signals_that_somebody_waits_for),
        KERNEL_TEST(check_finds_signals_that_were_taken),
        KERNEL_TEST(check_finds_a_binding_of_one_side),
        KERNEL_TEST(check_finds_a_queue_that_does_not_fit_a_state),
        KERNEL_TEST(check_finds_neighbours_outside_a_queue),
        KERNEL_TEST(check_finds_a_fault_that_nobody_will_handle),
        KERNEL_TEST(check_finds_a_wrong_capability_in_a_threads_slot),
        KERNEL_TEST(check_finds_a_mapping_that_is_none),
        KERNEL_TEST(check_finds_a_paging_structure_that_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
