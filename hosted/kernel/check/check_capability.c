/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's self-check: single capabilities.
 */
#include "kernel/check/check.h"
#include "kernel/memory/vspace.h"

/* Everything below an untyped capability was made from its memory, below its watermark. */
const char *check_untyped(const struct kernel *kernel, const struct slot *slot, struct check_sums *sums)
{
    (void)kernel;
    const struct capability *untyped = &slot->capability;
    abi_word size = (abi_word)1 << untyped->bits;
    sums->census.objects[ABI_OBJECT_UNTYPED]++;
    if (untyped->watermark > size) {
        return "a watermark is beyond its untyped";
    }
    if ((untyped->paddr & (size - 1)) != 0) {
        return "an untyped is not aligned to its size";
    }
    for (const struct slot *child = slot->first_child; child != NULL; child = child->next) {
        const struct capability *made = &child->capability;
        bool is_untyped = made->type == CAPABILITY_UNTYPED;
        if (!is_untyped && !capability_counts(made)) {
            return "an untyped has a child that is not made of memory";
        }
        abi_word paddr = is_untyped ? made->paddr : made->object->paddr;
        unsigned bits = is_untyped ? made->bits : made->object->size_bits;
        abi_word used = untyped->watermark;
        if (paddr < untyped->paddr || ((abi_word)1 << bits) > used ||
            paddr - untyped->paddr > used - ((abi_word)1 << bits)) {
            return "an untyped has a child that is not below its watermark";
        }
    }
    return NULL;
}

const char *check_frame(const struct kernel *kernel, const struct slot *slot, struct check_sums *sums)
{
    (void)kernel;
    (void)sums;
    const struct capability *frame = &slot->capability;
    if (frame->bits != frame->object->size_bits) {
        return "a frame capability does not know its frame's size";
    }
    return frame->asid != 0 || frame->vaddr == 0 ? NULL : "an unmapped frame remembers an address";
}

/* Ranges are counted once, by the first capability to each in the list. */
const char *check_io_port(const struct kernel *kernel, const struct slot *slot, struct check_sums *sums)
{
    const struct capability *ports = &slot->capability;
    const struct slot *other = kernel->io_ports;
    bool first = true;

    while (other != NULL && other != slot) {
        const struct capability *range = &other->capability;
        bool same = range->first == ports->first && range->last == ports->last;
        if (!same && range->first <= ports->last && ports->first <= range->last) {
            return "ranges of ports overlap";
        }
        first = first && !same;
        other = other->list_next;
    }
    sums->census.io_ports += first;
    return other == slot ? NULL : "a capability to ports is not in the list";
}

/* A derived capability has no right that its original lacks, and keeps a badge once set. A slot's parent is
 * what it was derived from, or an ancestor of that. */
static const char *check_derived(const struct slot *slot)
{
    const struct capability *capability = &slot->capability;
    const struct capability *original = &slot->parent->capability;

    if (!capability_counts(capability) || !capability_counts(original) ||
        capability->object != original->object) {
        return NULL;
    }
    if ((capability->rights & ~original->rights) != 0) {
        return "a copy has rights that its original does not have";
    }
    if (type_of(capability)->badged && original->badge != 0 && capability->badge != original->badge) {
        return "a copy has not the badge of its original";
    }
    return NULL;
}

const char *check_capability(const struct kernel *kernel, const struct slot *slot, struct check_sums *sums)
{
    const struct capability *capability = &slot->capability;
    const struct type *type = type_of(capability);

    if (type->counts &&
        (capability->object->references == 0 || capability->object->kind != capability->type)) {
        return "a capability leads to a dead object";
    }
    if ((capability->rights & ~type->rights) != 0) {
        return "a capability has rights that its type does not have";
    }
    const char *wrong = check_derived(slot);
    if (wrong == NULL && type->check != NULL) {
        wrong = type->check(kernel, slot, sums);
    }
    return wrong;
}
