/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checking a declaration of limits. A table says what a member is called, numbers of which kind it holds, and
 * how large such a number can be.
 */
#include "server/limit.h"

static const struct {
    const char *name;
    LeaseKind kind;
    uint64_t max;
} members[] = {
    {"addresses", LeaseKind_MEMORY, UINTPTR_MAX},
    {"objects", LeaseKind_OBJECT, UINT64_MAX},
    {"irqs", LeaseKind_IRQ, UINT32_MAX},
    {"msis", LeaseKind_MSI, UINT32_MAX},
    {"pins", LeaseKind_IOAPIC, SEL4RPC_PIN(7, 255)},
    {"ports", LeaseKind_IOPORT, UINT16_MAX},
};
#define MEMBER_COUNT (sizeof(members) / sizeof(members[0]))

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

static bool set_is_empty(const sel4rpc_set_t *set)
{
    return !set->all && set->count == 0;
}

static bool sets_overlap(const sel4rpc_set_t *a, const sel4rpc_set_t *b)
{
    if (set_is_empty(a) || set_is_empty(b)) {
        return false;
    }
    if (a->all || b->all) {
        return true;
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

static seL4_Error check_against_others(const struct sel4rpc_accounts *accounts, const sel4rpc_set_t *set,
                                       LeaseKind kind)
{
    for (uint32_t index = 0; index < accounts->capacity; index++) {
        const struct sel4rpc_account *account = &accounts->records[index];
        if (!account->in_use) {
            continue;
        }
        const sel4rpc_set_t *other = sel4rpc_limits_set(&account->limits, kind);
        if ((set->exclusive || other->exclusive) && sets_overlap(set, other)) {
            return seL4_RevokeFirst;
        }
    }
    return seL4_NoError;
}

seL4_Error sel4rpc_limits_check(const struct sel4rpc_accounts *accounts, const sel4rpc_limits_t *limits,
                                const char **wrong)
{
    if (limits->leases > UINT32_MAX && limits->leases != SEL4RPC_UNLIMITED) {
        *wrong = "leases";
        return seL4_RangeError;
    }
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        const sel4rpc_set_t *set = sel4rpc_limits_set(limits, members[i].kind);
        seL4_Error error = check_set(set, members[i].max);
        if (error == seL4_NoError) {
            error = check_against_others(accounts, set, members[i].kind);
        }
        if (error != seL4_NoError) {
            *wrong = members[i].name;
            return error;
        }
    }
    *wrong = NULL;
    return seL4_NoError;
}
