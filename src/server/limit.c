/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Limits: check a request against a client's, and check a declaration.
 *
 * Ranges of a set are ascending and disjoint, so that bisection finds a number. Only exclusive sets conflict
 * with those of other clients. The architecture tells which interrupts of different kinds are the same thing.
 */
#include "server/limit.h"

#include "arch/arch.h"

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
    {"cores", LeaseKind_CORE, offsetof(sel4rpc_limits_t, cores), 8},
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

/* The index of the first of ascending keys that is not below a number; their count if there is none. The keys
 * are members of structs of a size. */
static size_t bisect(const void *first_key, size_t size, size_t count, uint64_t number)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (*(const uint64_t *)(const void *)((const unsigned char *)first_key + middle * size) < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The index of the first range that does not end before a number; their count if there is none. */
static size_t find_range(const sel4rpc_set_t *set, uint64_t number)
{
    return set->count != 0 ? bisect(&set->ranges->last, sizeof(*set->ranges), set->count, number) : 0;
}

/* Whether the ranges, several adjacent ones if need be, contain all of first to last. */
static bool ranges_contain(const sel4rpc_set_t *set, uint64_t first, uint64_t last)
{
    for (size_t i = find_range(set, first); i < set->count && set->ranges[i].first <= first; i++) {
        if (set->ranges[i].last >= last) {
            return true;
        }
        first = set->ranges[i].last + 1;
    }
    return false;
}

static inline bool set_contains(const sel4rpc_set_t *set, uint64_t first, uint64_t last)
{
    return set->all || ranges_contain(set, first, last);
}

bool srpc_limits_allow_address(const sel4rpc_limits_t *limits, uint64_t first, uint64_t last)
{
    return set_contains(&limits->addresses, first, last);
}

sel4rpc_offer_t *srpc_limits_offer(const sel4rpc_limits_t *limits, uint64_t name)
{
    if (limits->offer_count == 0) {
        return NULL;
    }
    size_t i = bisect(&limits->offers->name, sizeof(*limits->offers), limits->offer_count, name);

    return i < limits->offer_count && limits->offers[i].name == name ? &limits->offers[i] : NULL;
}

static bool may_ever_have(const sel4rpc_limits_t *limits, const struct claim *claim)
{
    if (claim->needs != LeaseKind_NONE &&
        !set_contains(srpc_limits_set(limits, claim->needs), claim->needed, claim->needed)) {
        return false;
    }
    if (claim->kind == LeaseKind_CAPABILITY) {
        return srpc_limits_offer(limits, claim->first) != NULL;
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

Reason srpc_limits_permit(const sel4rpc_client_record_t *client, const struct claim *claim)
{
    const sel4rpc_limits_t *limits = &client->limits;
    uint64_t bytes = claim->kind == LeaseKind_MEMORY ? UINT64_C(1) << claim->object.memory_bits : 0;

    if (client->state != CLIENT_IS_OPEN &&
        (client->state == CLIENT_IS_DISMISSED || client->ledger.count != 0)) {
        return Reason_NOT_SERVED;
    }
    if (!may_ever_have(limits, claim)) {
        return Reason_NOT_PERMITTED;
    }
    if (bytes > srpc_limits_object_bytes(limits)) {
        return Reason_OBJECT_LIMIT;
    }
    if (client->ledger.count >= limits->leases) {
        return Reason_LEASES_LIMIT;
    }
    /* A client never holds more than its limit, so the difference cannot wrap. */
    return bytes > limits->memory_bytes - client->ledger.memory_bytes ? Reason_MEMORY_LIMIT : Reason_UNTOLD;
}

static seL4_Error check_set(const sel4rpc_set_t *set, uint64_t max)
{
    if (set->count != 0 && (set->all || set->ranges == NULL)) {
        return seL4_InvalidArgument;
    }
    for (size_t i = 0; i < set->count; i++) {
        if (set->ranges[i].first > set->ranges[i].last ||
            (i > 0 && set->ranges[i].first <= set->ranges[i - 1].last)) {
            return seL4_InvalidArgument;
        }
        if (set->ranges[i].last > max) {
            return seL4_RangeError;
        }
    }
    return seL4_NoError;
}

static seL4_Error check_offers(const sel4rpc_limits_t *limits)
{
    if (limits->offer_count != 0 && limits->offers == NULL) {
        return seL4_InvalidArgument;
    }
    for (size_t i = 0; i < limits->offer_count; i++) {
        if (i > 0 && limits->offers[i].name <= limits->offers[i - 1].name) {
            return seL4_InvalidArgument;
        }
    }
    return seL4_NoError;
}

/* Whether a range of a set of one kind conflicts with a set of another, or of the same. */
static bool range_conflicts(LeaseKind kind, const sel4rpc_range_t *range, LeaseKind other_kind,
                            const sel4rpc_set_t *other)
{
    sel4rpc_range_t same[SRPC_ARCH_SAME_MAX];
    size_t count = srpc_arch_same_numbers(kind, range, other_kind, same);

    for (size_t i = 0; i < count; i++) {
        size_t found = find_range(other, same[i].first);
        if (other->all || (found < other->count && other->ranges[found].first <= same[i].last)) {
            return true;
        }
    }
    return false;
}

static bool sets_conflict(const struct member *member, const sel4rpc_set_t *set,
                          const struct member *other_member, const sel4rpc_set_t *other)
{
    static const sel4rpc_range_t everything = {0, UINT64_MAX};
    size_t count = set->all ? 1 : set->count;
    const sel4rpc_range_t *ranges = set->all ? &everything : set->ranges;

    if (!set->exclusive && !other->exclusive) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (range_conflicts(member->kind, &ranges[i], other_member->kind, other)) {
            return true;
        }
    }
    return false;
}

/* The name of the first of a client's sets that conflicts with another client's; NULL for none. */
static const char *find_conflict(const sel4rpc_limits_t *limits, const sel4rpc_limits_t *others)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        for (size_t j = 0; j < MEMBER_COUNT; j++) {
            if (sets_conflict(&members[i], set_of(limits, &members[i]), &members[j],
                              set_of(others, &members[j]))) {
                return members[i].name;
            }
        }
    }
    return NULL;
}

bool srpc_limits_are_exclusive(const sel4rpc_limits_t *limits)
{
    bool exclusive = false;

    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        exclusive = exclusive || set_of(limits, &members[i])->exclusive;
    }
    return exclusive;
}

/* Compares with all clients if something is exclusive here, else with those that have something exclusive. */
static const char *find_conflict_with_any(const sel4rpc_clients_t *clients, const sel4rpc_limits_t *limits)
{
    const char *name = NULL;

    if (srpc_limits_are_exclusive(limits)) {
        for (uint32_t i = 0; i < clients->capacity && name == NULL; i++) {
            const sel4rpc_client_record_t *client = &clients->records[i];
            name = client->in_use ? find_conflict(limits, &client->limits) : NULL;
        }
        return name;
    }
    for (uint32_t number = clients->first_exclusive; number != 0 && name == NULL;) {
        const sel4rpc_client_record_t *client = &clients->records[number - 1];
        name = find_conflict(limits, &client->limits);
        number = client->next_exclusive;
    }
    return name;
}

seL4_Error srpc_limits_check(const sel4rpc_clients_t *clients, const sel4rpc_limits_t *limits,
                             const char **wrong)
{
    *wrong = "leases";
    if (limits->leases > UINT32_MAX && limits->leases != SEL4RPC_UNLIMITED) {
        return seL4_RangeError;
    }
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        seL4_Error error = check_set(set_of(limits, &members[i]), UINT64_MAX >> (64 - members[i].bits));
        if (error != seL4_NoError) {
            *wrong = members[i].name;
            return error;
        }
    }
    if (check_offers(limits) != seL4_NoError) {
        *wrong = "offers";
        return seL4_InvalidArgument;
    }
    *wrong = find_conflict_with_any(clients, limits);
    return *wrong == NULL ? seL4_NoError : seL4_RevokeFirst;
}
