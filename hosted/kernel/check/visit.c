/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Shows the machine every capability, container by container: the objects that have slots.
 *
 * A container that lives has a capability to it somewhere, so the derivation tree leads to all of them.
 */
#include "kernel/check/check.h"
#include "kernel/memory/vspace.h"

static void describe(struct kernel_capability *seen, const struct slot *slot)
{
    const struct capability *capability = &slot->capability;
    const struct type *type = type_of(capability);

    seen->slot = slot;
    seen->source = slot_is_empty(slot->parent) ? NULL : slot->parent;
    seen->type = type->name;
    seen->rights = capability->rights;
    seen->badge = type->badged ? capability->badge : 0;
    if (type->counts) {
        seen->object = capability->object->paddr;
        seen->size_bits = capability->object->size_bits;
        seen->device = capability->object->device;
    } else if (capability->type == CAPABILITY_UNTYPED) {
        seen->object = capability->paddr;
        seen->size_bits = capability->bits;
        seen->device = capability->device;
    } else if (capability->type == CAPABILITY_IO_PORT) {
        seen->object = capability->first;
        seen->last = capability->last;
    }
}

static void visit_slot(const struct slot *slot, struct kernel_capability seen, kernel_visit visit,
                       void *context)
{
    if (slot_is_empty(slot)) {
        return;
    }
    describe(&seen, slot);
    visit(context, &seen);
}

static void visit_slots(struct object *container, kernel_visit visit, void *context)
{
    const struct type *type = &kernel_types[container->kind];
    struct kernel_capability seen = {.owner = type->name, .owner_paddr = container->paddr};
    const struct slot *slot;

    if (container->kind == CAPABILITY_THREAD) {
        seen.thread = (struct kernel_thread *)(void *)container;
    }
    while ((slot = type->slot_at(container, seen.index)) != NULL) {
        visit_slot(slot, seen, visit, context);
        seen.index++;
    }
}

void kernel_visit_capabilities(struct kernel *kernel, kernel_visit visit, void *context)
{
    const struct slot *root = &kernel->tree;

    for (struct slot *slot = root->first_child; slot != NULL; slot = check_next(root, slot)) {
        if (capability_counts(&slot->capability)) {
            slot->capability.object->counted = 0;
        }
    }
    for (struct slot *slot = root->first_child; slot != NULL; slot = check_next(root, slot)) {
        const struct type *type = type_of(&slot->capability);
        if (type->slot_at != NULL && slot->capability.object->counted++ == 0) {
            visit_slots(slot->capability.object, visit, context);
        }
    }
    for (unsigned i = 0; i < IRQ_COUNT; i++) {
        visit_slot(
            &kernel->irqs[i].notification,
            (struct kernel_capability){.owner = kernel_types[CAPABILITY_IRQ_HANDLER].name, .owner_paddr = i},
            visit, context);
    }
}
