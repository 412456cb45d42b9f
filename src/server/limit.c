/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Limits: check a request against a client's, and check a declaration.
 */
#include "server/limit.h"

/* The sets of a declaration: the name of each, the kind of its numbers, and the bits these may have. */
static const struct member {
    const char *name;
    uint8_t kind; /* LeaseKind */
    uint8_t offset;
    uint8_t bits;
} members[] = {
    {"addresses", LeaseKind_MEMORY, offsetof(sel4rpc_limits_t, addresses), seL4_WordBits},
    {"objects", LeaseKind_OBJECT, offsetof(sel4rpc_limits_t, objects), 64},
    {"irqs", LeaseKind_IRQ, offsetof(sel4rpc_limits_t, irqs), 32},
    {"msis", LeaseKind_MSI, offsetof(sel4rpc_limits_t, msis), 32},
    {"pins", LeaseKind_IOAPIC, offsetof(sel4rpc_limits_t, pins), 11},
    {"ports", LeaseKind_IOPORT, offsetof(sel4rpc_limits_t, ports), 16},
};
#define MEMBER_COUNT (sizeof(members) / sizeof(members[0]))

static const sel4rpc_set_t *set_of(const sel4rpc_limits_t *limits, const struct member *member)
{
    return (const sel4rpc_set_t *)(const void *)((const unsigned char *)limits + member->offset);
}

const sel4rpc_set_t *srpc_limits_set(const sel4rpc_limits_t *limits, LeaseKind kind)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        if (members[i].kind == kind) {
            return set_of(limits, &members[i]);
        }
    }
    return NULL;
}

/* Whether the set's ranges, several adjacent ones if need be, contain all of first to last. */
static bool ranges_contain(const sel4rpc_set_t *set, uint64_t first, uint64_t last)
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
        first = range->last + 1; /* look for the rest in all of them again */
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
    /* Pins and MSIs share the vectors, so a client needs a pin's vector among its msis. */
    if (claim->kind == LeaseKind_IOAPIC && !set_contains(&limits->msis, claim->vector, claim->vector)) {
        return false;
    }
    if (claim->kind != LeaseKind_MEMORY) {
        const sel4rpc_set_t *set = srpc_limits_set(limits, claim->kind);
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

seL4_Error srpc_limits_permit(const sel4rpc_client_record_t *client, const struct claim *claim)
{
    const sel4rpc_limits_t *limits = &client->limits;

    if (!may_ever_have(limits, claim)) {
        return seL4_IllegalOperation;
    }
    /* A client never holds more than its limit, so the difference cannot wrap. */
    if (client->leases >= limits->leases ||
        (claim->kind == LeaseKind_MEMORY &&
         (UINT64_C(1) << claim->object.memory_bits) > limits->memory_bytes - client->memory_bytes)) {
        return seL4_NotEnoughMemory;
    }
    return seL4_NoError;
}

static bool ranges_overlap(const sel4rpc_range_t *a, const sel4rpc_range_t *b)
{
    return a->first <= b->last && b->first <= a->last;
}

static seL4_Error check_set(const sel4rpc_set_t *set, uint64_t max)
{
    if (set->count != 0 && (set->all || set->ranges == NULL)) {
        return seL4_InvalidArgument;
    }
    for (size_t i = 0; i < set->count; i++) {
        if (set->ranges[i].first > set->ranges[i].last) {
            return seL4_InvalidArgument;
        }
        if (set->ranges[i].last > max) {
            return seL4_RangeError;
        }
        for (size_t j = 0; j < i; j++) {
            if (ranges_overlap(&set->ranges[i], &set->ranges[j])) {
                return seL4_InvalidArgument;
            }
        }
    }
    return seL4_NoError;
}

static bool sets_overlap(const sel4rpc_set_t *a, const sel4rpc_set_t *b)
{
    if (a->all || b->all) {
        return (a->all || a->count != 0) && (b->all || b->count != 0);
    }
    for (size_t i = 0; i < a->count; i++) {
        for (size_t j = 0; j < b->count; j++) {
            if (ranges_overlap(&a->ranges[i], &b->ranges[j])) {
                return true;
            }
        }
    }
    return false;
}

static seL4_Error check_against_others(const sel4rpc_clients_t *clients, const sel4rpc_set_t *set,
                                       const struct member *member)
{
    for (uint32_t index = 0; index < clients->capacity; index++) {
        const sel4rpc_client_record_t *client = &clients->records[index];
        if (!client->in_use) {
            continue;
        }
        const sel4rpc_set_t *other = set_of(&client->limits, member);
        if ((set->exclusive || other->exclusive) && sets_overlap(set, other)) {
            return seL4_RevokeFirst;
        }
    }
    return seL4_NoError;
}

seL4_Error srpc_limits_check(const sel4rpc_clients_t *clients, const sel4rpc_limits_t *limits,
                             const char **wrong)
{
    if (limits->leases > UINT32_MAX && limits->leases != SEL4RPC_UNLIMITED) {
        *wrong = "leases";
        return seL4_RangeError;
    }
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        const sel4rpc_set_t *set = set_of(limits, &members[i]);
        seL4_Error error = check_set(set, UINT64_MAX >> (64 - members[i].bits));
        if (error == seL4_NoError) {
            error = check_against_others(clients, set, &members[i]);
        }
        if (error != seL4_NoError) {
            *wrong = members[i].name;
            return error;
        }
    }
    *wrong = NULL;
    return seL4_NoError;
}
