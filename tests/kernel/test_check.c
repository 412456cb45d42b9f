/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's self-check finds faults in the derivation tree, in the sums, and in what must be empty between
 * kernel entries. Each test breaks one thing and mends it.
 */
#include "broken.h"

static void check_finds_a_root_of_the_tree_that_is_none(void **state)
{
    struct fixture *fixture = *state;
    struct slot *tree = &fixture->kernel->tree;
    const char *what = "the root of the tree is not an empty slot of its own";
    ASSERT_FOUND(fixture, tree->capability.type, CAPABILITY_IRQ_CONTROL, what);
    ASSERT_FOUND(fixture, tree->next, tree->first_child, what);
    ASSERT_FOUND(fixture, tree->parent, tree->first_child, what);
}

static void check_finds_a_first_child_that_does_not_know_its_parent(void **state)
{
    struct fixture *fixture = *state;
    const char *what = "a first child does not know its parent";
    struct slot *child = slot_at(fixture, ABI_ROOT_CNODE)->first_child;
    struct slot *other = slot_at(fixture, ABI_ROOT_TCB);
    ASSERT_FOUND(fixture, child->parent, other, what);
    ASSERT_FOUND(fixture, child->previous, other, what);
    ASSERT_FOUND(fixture, fixture->kernel->tree.first_child->parent, other, what);
}

static void check_finds_a_sibling_that_does_not_know_its_neighbour(void **state)
{
    struct fixture *fixture = *state;
    const char *what = "a sibling does not know its neighbour";
    struct slot *second = fixture->kernel->tree.first_child->next;
    struct slot *third = second->next;
    ASSERT_FOUND(fixture, third->previous, NULL, what);
    ASSERT_FOUND(fixture, third->parent, second, what);
}

static void check_finds_an_empty_slot_in_the_tree(void **state)
{
    struct fixture *fixture = *state;
    ASSERT_FOUND(fixture, capability_at(fixture, ABI_ROOT_IRQ_CONTROL)->type, CAPABILITY_NULL,
                 "an empty slot is in the tree");
}

static void check_finds_a_wrong_number_of_capabilities(void **state)
{
    struct fixture *fixture = *state;
    struct kernel_census *census = &fixture->kernel->census;
    ASSERT_FOUND(fixture, census->capabilities, census->capabilities - 1,
                 "the tree holds more capabilities than were counted");
    ASSERT_FOUND(fixture, census->capabilities, census->capabilities + 1,
                 "the tree holds fewer capabilities than were counted");
}

static void check_finds_a_wrong_reference_count(void **state)
{
    struct fixture *fixture = *state;
    const char *what = "an object's references are not as many as the capabilities to it";
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct object *object = capability_at(fixture, endpoint)->object;
    (void)fixture_copy(fixture, endpoint, ABI_RIGHTS_ALL);
    ASSERT_FOUND(fixture, object->references, 1, what);
    ASSERT_FOUND(fixture, object->references, 3, what);
}

static void check_finds_a_capability_outside_the_tree(void **state)
{
    struct fixture *fixture = *state;
    ASSERT_FOUND(fixture, *capability_at(fixture, fixture->next_slot),
                 *capability_at(fixture, ABI_ROOT_IRQ_CONTROL),
                 "a slot that holds a capability is not in the tree, or the reverse");
}

static void check_finds_a_wrong_census(void **state)
{
    struct fixture *fixture = *state;
    struct kernel_census *census = &fixture->kernel->census;
    for (unsigned i = 0; i < ABI_OBJECT_COUNT; i++) {
        ASSERT_FOUND(fixture, census->objects[i], census->objects[i] + 1, "the census of objects is wrong");
        ASSERT_FOUND(fixture, census->objects[i], census->objects[i] - 1, "the census of objects is wrong");
    }
    ASSERT_FOUND(fixture, census->irq_handlers, census->irq_handlers + 1,
                 "the census of interrupts or ports is wrong");
    ASSERT_FOUND(fixture, census->io_ports, census->io_ports + 1,
                 "the census of interrupts or ports is wrong");
}

static void check_finds_a_queue_that_is_gone(void **state)
{
    struct fixture *fixture = *state;
    struct fixture_thread thread = fixture_thread(fixture, 0);
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    fixture_do(fixture, thread.thread, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    ASSERT_FOUND(fixture, capability_at(fixture, endpoint)->endpoint->queue,
                 ((struct thread_queue){NULL, NULL}), "a thread is in the queue of something that is dead");
}

static void check_finds_an_interrupt_in_disorder(void **state)
{
    struct fixture *fixture = *state;
    for (unsigned i = 0; i < IRQ_COUNT; i++) {
        struct irq *irq = &fixture->kernel->irqs[i];
        ASSERT_FOUND(fixture, irq->notification.capability.type, CAPABILITY_NOTIFICATION,
                     "an interrupt without handler has a notification");
        ASSERT_FOUND(fixture, irq->pending, true, "an interrupt is pending without being masked");
    }
}

static void check_finds_work_that_was_not_done(void **state)
{
    struct fixture *fixture = *state;
    ASSERT_FOUND(fixture, fixture->kernel->dying, &fixture->root->object,
                 "a kernel entry ended before its work was done");
    ASSERT_FOUND(fixture, fixture->kernel->restarting.head, fixture->root,
                 "a kernel entry ended before its work was done");
}

static void check_finds_a_broken_queue_of_ready_threads(void **state)
{
    struct fixture *fixture = *state;
    ASSERT_FOUND(fixture, fixture->kernel->ready.tail, fixture->root, "a queue's tail is wrong");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(check_finds_a_root_of_the_tree_that_is_none),
        KERNEL_TEST(check_finds_a_first_child_that_does_not_know_its_parent),
        KERNEL_TEST(check_finds_a_sibling_that_does_not_know_its_neighbour),
        KERNEL_TEST(check_finds_an_empty_slot_in_the_tree),
        KERNEL_TEST(check_finds_a_wrong_number_of_capabilities),
        KERNEL_TEST(check_finds_a_wrong_reference_count),
        KERNEL_TEST(check_finds_a_capability_outside_the_tree),
        KERNEL_TEST(check_finds_a_wrong_census),
        KERNEL_TEST(check_finds_a_queue_that_is_gone),
        KERNEL_TEST(check_finds_an_interrupt_in_disorder),
        KERNEL_TEST(check_finds_work_that_was_not_done),
        KERNEL_TEST(check_finds_a_broken_queue_of_ready_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
