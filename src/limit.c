/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checking a request against a client's limits.
 */
#include "limit.h"

#include "apart.h"
const sel4rpc_set_t *sel4rpc_limits_set(const sel4rpc_limits_t *limits, LeaseKind kind)
{
    switch (kind) {
    case LeaseKind_MEMORY:
        return &limits->addresses;
    case LeaseKind_OBJECT:
        return &limits->objects;
    case LeaseKind_IRQ:
        return &limits->irqs;
    case LeaseKind_MSI:
        return &limits->msis;
    case LeaseKind_IOAPIC:
        return &limits->pins;
    case LeaseKind_IOPORT:
        return &limits->ports;
    default:
        return NULL;
    }
}

/* Whether all of first to last is in the set's ranges, if need be in several that touch each other. */
static APART bool ranges_contain(const sel4rpc_set_t *set, uint64_t first, uint64_t last)
{
    size_t i = 0;

    while (i < set->count) {
        const sel4rpc_range_t *range = &set->ranges[i];
        if (range->first > first || range->last < first) {
            i++;
            continue;
        }
        if (range->last >= last) {
            return true;
        }
        first = range->last + 1; /* the rest has to be in the others: from the first on again */
        i = 0;
    }
    return false;
}

static inline bool set_contains(const sel4rpc_set_t *set, uint64_t first, uint64_t last)
{
    return set->all || ranges_contain(set, first, last);
}

static bool may_ever_have(const sel4rpc_limits_t *limits, const struct claim *claim)
{
    /* Pins and messages share the vectors: who may not have one as a message may not have it by a pin. */
    if (claim->kind == LeaseKind_IOAPIC && !set_contains(&limits->msis, claim->vector, claim->vector)) {
        return false;
    }
    if (claim->kind != LeaseKind_MEMORY) {
        const sel4rpc_set_t *set = sel4rpc_limits_set(limits, claim->kind);
        return set != NULL && set_contains(set, claim->first, claim->last);
    }
    if (!set_contains(&limits->objects, claim->object.type, claim->object.type)) {
        return false;
    }
    if (claim->anywhere) {
        return !claim->device || limits->addresses.all;
    }
    return set_contains(&limits->addresses, claim->first, claim->last);
}

seL4_Error sel4rpc_limits_permit(const struct sel4rpc_account *account, const struct claim *claim)
{
    const sel4rpc_limits_t *limits = &account->limits;

    if (!may_ever_have(limits, claim)) {
        return seL4_IllegalOperation;
    }
    /* What is held is never more than the limit, so the differences cannot wrap. */
    if (account->leases >= limits->leases ||
        (claim->kind == LeaseKind_MEMORY &&
         (UINT64_C(1) << claim->object.memory_bits) > limits->memory_bytes - account->memory_bytes)) {
        return seL4_NotEnoughMemory;
    }
    return seL4_NoError;
}
