/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel checks itself.
 *
 * It walks the derivation tree, which holds every capability, three times: to check that the tree is well
 * formed and clear the counters of all objects; to check each capability and, at the first one to an object,
 * the object; and to compare each object's references with the count. It adds up what it sees, and compares
 * the sums with the census.
 */
#include "kernel/check/check.h"

struct slot *check_next(const struct slot *root, struct slot *slot)
{
    if (slot->first_child != NULL) {
        return slot->first_child;
    }
    while (slot != root && slot->next == NULL) {
        slot = slot->parent;
    }
    return slot != root ? slot->next : NULL;
}

/* The links come first: only then can the tree be walked. */
static const char *check_links(const struct slot *slot)
{
    if (slot->first_child != NULL &&
        (slot->first_child->parent != slot || slot->first_child->previous != NULL)) {
        return "a first child does not know its parent";
    }
    if (slot->next != NULL && (slot->next->previous != slot || slot->next->parent != slot->parent)) {
        return "a sibling does not know its neighbour";
    }
    return NULL;
}

static const char *check_tree(struct kernel *kernel)
{
    struct slot *root = &kernel->tree;
    unsigned long count = 0;
    const char *wrong = check_links(root);

    if (!slot_is_empty(root) || root->next != NULL || root->parent != NULL) {
        return "the root of the tree is not an empty slot of its own";
    }
    for (struct slot *slot = root->first_child; slot != NULL && wrong == NULL;
         slot = check_next(root, slot)) {
        if (slot_is_empty(slot)) {
            return "an empty slot is in the tree";
        }
        if (++count > kernel->census.capabilities) {
            return "the tree holds more capabilities than were counted";
        }
        wrong = check_links(slot);
        if (capability_counts(&slot->capability)) {
            slot->capability.object->counted = 0;
        }
    }
    if (wrong == NULL && count != kernel->census.capabilities) {
        return "the tree holds fewer capabilities than were counted";
    }
    return wrong;
}

static const char *check_capabilities(struct kernel *kernel, struct check_sums *sums)
{
    const struct slot *root = &kernel->tree;

    for (struct slot *slot = root->first_child; slot != NULL; slot = check_next(root, slot)) {
        struct capability *capability = &slot->capability;
        const char *wrong = check_capability(slot, sums);
        if (wrong == NULL && capability_counts(capability) && capability->object->counted++ == 0) {
            wrong = check_object(capability->object, sums);
        }
        if (wrong != NULL) {
            return wrong;
        }
    }
    for (struct slot *slot = root->first_child; slot != NULL; slot = check_next(root, slot)) {
        const struct capability *capability = &slot->capability;
        if (capability_counts(capability) && capability->object->counted != capability->object->references) {
            return "an object's references are not as many as the capabilities to it";
        }
    }
    return NULL;
}

static const char *check_sums(const struct kernel *kernel, const struct check_sums *sums)
{
    const struct kernel_census *census = &kernel->census;

    for (unsigned i = 0; i < ABI_OBJECT_ALL; i++) {
        if (census->objects[i] != sums->census.objects[i]) {
            return "the census of objects is wrong";
        }
    }
    if (census->irq_handlers != sums->census.irq_handlers || census->io_ports != sums->census.io_ports) {
        return "the census of interrupts or ports is wrong";
    }
    if (census->capabilities != sums->census.capabilities) {
        return "a slot that holds a capability is not in the tree, or the reverse";
    }
    if (sums->queued != sums->queueing) {
        return "a thread is in the queue of something that is dead";
    }
    return NULL;
}

static const char *check_rest(struct kernel *kernel, struct check_sums *sums)
{
    for (unsigned i = 0; i < IRQ_COUNT; i++) {
        const struct irq *irq = &kernel->irqs[i];
        sums->census.irq_handlers += irq->object.references > 0;
        sums->census.capabilities += !slot_is_empty(&irq->notification);
        if (irq->object.references == 0 && !slot_is_empty(&irq->notification)) {
            return "an interrupt without handler has a notification";
        }
        if (irq->pending && !irq->masked) {
            return "an interrupt is pending without being masked";
        }
    }
    if (kernel->dying != NULL || kernel->restarting.head != NULL) {
        return "a kernel entry ended before its work was done";
    }
    return check_queue(&kernel->ready, THREAD_READY, THREAD_READY, sums);
}

const char *kernel_check(struct kernel *kernel)
{
    struct check_sums sums = {.kernel = kernel};
    const char *wrong = check_tree(kernel);

    if (wrong == NULL) {
        wrong = check_capabilities(kernel, &sums);
    }
    if (wrong == NULL) {
        wrong = check_rest(kernel, &sums);
    }
    return wrong != NULL ? wrong : check_sums(kernel, &sums);
}
