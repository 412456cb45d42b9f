/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Slots and the derivation tree.
 */
#include "kernel/capability/slot.h"

#include <string.h>

static void link_child(struct slot *slot, struct slot *parent)
{
    slot->parent = parent;
    slot->previous = NULL;
    slot->next = parent->first_child;
    if (slot->next != NULL) {
        slot->next->previous = slot;
    }
    parent->first_child = slot;
}

/* Takes the slot out of the tree; its children take its place. */
static void unlink_node(struct slot *slot)
{
    struct slot *first = slot->first_child != NULL ? slot->first_child : slot->next;
    struct slot *last = NULL;

    for (struct slot *child = slot->first_child; child != NULL; child = child->next) {
        child->parent = slot->parent;
        last = child;
    }
    if (last != NULL) {
        last->next = slot->next;
        slot->first_child->previous = slot->previous;
    }
    if (slot->next != NULL) {
        slot->next->previous = last != NULL ? last : slot->previous;
    }
    if (slot->previous != NULL) {
        slot->previous->next = first;
    } else {
        slot->parent->first_child = first;
    }
}

void slot_insert(struct kernel *kernel, struct slot *slot, const struct capability *capability,
                 struct slot *parent)
{
    const struct type *type = type_of(capability);

    slot->capability = *capability;
    slot->first_child = NULL;
    link_child(slot, parent);
    kernel->census.capabilities++;
    kernel->census.objects[ABI_OBJECT_UNTYPED] += capability->type == CAPABILITY_UNTYPED;
    if (type->counts) {
        capability->object->references++;
    }
}

void slot_insert_derived(struct kernel *kernel, struct slot *slot, const struct capability *capability,
                         struct slot *source)
{
    struct capability *from = &source->capability;
    struct capability copy = *capability;

    copy.original = type_of(capability)->badged && copy.badge != from->badge;
    if (copy.type == CAPABILITY_UNTYPED) { /* memory that the copy may give out is no longer the source's */
        copy.original = true;
        from->watermark = (abi_word)1 << from->bits;
    }
    slot_insert(kernel, slot, &copy, from->original ? source : source->parent);
}

void slot_move(struct slot *destination, struct slot *source)
{
    const struct type *type = type_of(&source->capability);

    *destination = *source;
    if (source->previous != NULL) {
        source->previous->next = destination;
    } else {
        source->parent->first_child = destination;
    }
    if (source->next != NULL) {
        source->next->previous = destination;
    }
    for (struct slot *child = source->first_child; child != NULL; child = child->next) {
        child->parent = destination;
    }
    if (type->move != NULL) {
        type->move(destination);
    }
    memset(source, 0, sizeof(*source));
}

/* The object lost its last capability. */
static void destroy(struct kernel *kernel, struct object *object)
{
    const struct type *type = &kernel_types[object->kind];

    if (type->destroy != NULL) {
        type->destroy(kernel, object);
    }
    if (object->size_bits != 0) {
        kernel->census.objects[object->type]--;
    }
    if (type->slot_at != NULL) {
        object->next_dying = kernel->dying;
        kernel->dying = object;
    } else {
        object->kind = CAPABILITY_NULL;
    }
}

void slot_release(struct kernel *kernel, struct slot *slot)
{
    struct capability capability = slot->capability;
    const struct type *type = type_of(&capability);

    if (capability.type == CAPABILITY_NULL) {
        return;
    }
    if (capability.type == CAPABILITY_UNTYPED) {
        kernel->census.objects[ABI_OBJECT_UNTYPED]--;
    }
    if (type->leave != NULL) {
        type->leave(kernel, slot);
    }
    unlink_node(slot);
    memset(slot, 0, sizeof(*slot));
    kernel->census.capabilities--;
    if (type->counts && --capability.object->references == 0) {
        destroy(kernel, capability.object);
    }
}

static void empty_container(struct kernel *kernel, struct object *object)
{
    const struct type *type = &kernel_types[object->kind];
    struct slot *slot = type->slot_at(object, 0);

    for (abi_word i = 1; slot != NULL; i++) {
        slot_release(kernel, slot);
        slot = type->slot_at(object, i);
    }
    object->kind = CAPABILITY_NULL;
}

static void empty_dying(struct kernel *kernel)
{
    while (kernel->dying != NULL) {
        struct object *object = kernel->dying;
        kernel->dying = object->next_dying;
        empty_container(kernel, object);
    }
}

void slot_delete(struct kernel *kernel, struct slot *slot)
{
    slot_release(kernel, slot);
    empty_dying(kernel);
}

void slot_revoke(struct kernel *kernel, struct slot *slot)
{
    /* A deletion may destroy the CNode that holds this slot, and so empty the slot: then it has no children
     * either. */
    while (slot->first_child != NULL) {
        slot_delete(kernel, slot->first_child);
    }
}

void slot_replace(struct kernel *kernel, const struct slot_change *changes, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        slot_delete(kernel, changes[i].slot);
        if (changes[i].source != NULL) {
            slot_insert_derived(kernel, changes[i].slot, &changes[i].capability, changes[i].source);
        }
    }
}
