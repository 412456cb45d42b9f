/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A hash table in one array: each record is an account, and beside it the head of the bucket of its index.
 * There are as many buckets as records, so that a bucket has one account on the average. Where malloc() is
 * used, a full table is replaced by one of twice the size, at registration only.
 */
#include "account.h"

#include "lease.h"
#include "object.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 8
#define MAX_ACCOUNTS (UINT32_C(1) << 20)

static uint32_t *bucket_of(const struct sel4rpc_accounts *accounts, seL4_Word badge)
{
    /* The multiplier is 2^64 divided by the golden ratio: badges that follow each other fall far apart. */
    uint64_t hash = ((uint64_t)badge * UINT64_C(0x9e3779b97f4a7c15)) >> 32;

    return &accounts->records[hash % accounts->capacity].bucket;
}

struct sel4rpc_account *sel4rpc_account_find(const struct sel4rpc_accounts *accounts, seL4_Word badge)
{
    if (accounts->count == 0) {
        return NULL;
    }
    for (uint32_t number = *bucket_of(accounts, badge); number != 0;) {
        struct sel4rpc_account *account = &accounts->records[number - 1];
        if (account->badge == badge) {
            return account;
        }
        number = account->next;
    }
    return NULL;
}

/* Makes all records free that are not in use, and puts the others into their buckets. */
static void rebuild(struct sel4rpc_accounts *accounts)
{
    accounts->first_free = 0;
    for (uint32_t index = 0; index < accounts->capacity; index++) {
        accounts->records[index].bucket = 0;
    }
    for (uint32_t index = accounts->capacity; index-- > 0;) {
        struct sel4rpc_account *account = &accounts->records[index];
        uint32_t *list = account->in_use ? bucket_of(accounts, account->badge) : &accounts->first_free;
        account->next = *list;
        *list = index + 1;
    }
}

static bool grow(struct sel4rpc_accounts *accounts)
{
    uint32_t capacity = accounts->capacity == 0 ? FIRST_CAPACITY : 2 * accounts->capacity;

    if (accounts->given || capacity > MAX_ACCOUNTS) {
        return false;
    }
    struct sel4rpc_account *records = calloc(capacity, sizeof(*records));
    if (records == NULL) {
        return false;
    }
    if (accounts->capacity != 0) {
        memcpy(records, accounts->records, accounts->capacity * sizeof(*records));
    }
    free(accounts->records);
    accounts->records = records;
    accounts->capacity = capacity;
    rebuild(accounts);
    return true;
}

struct sel4rpc_account *sel4rpc_account_new(struct sel4rpc_accounts *accounts, seL4_Word badge)
{
    if (accounts->first_free == 0 && !grow(accounts)) {
        return NULL;
    }
    uint32_t number = accounts->first_free;
    struct sel4rpc_account *account = &accounts->records[number - 1];
    uint32_t *bucket = bucket_of(accounts, badge);

    accounts->first_free = account->next;
    *account = (struct sel4rpc_account){.badge = badge, .in_use = true, .bucket = account->bucket};
    account->next = *bucket;
    *bucket = number;
    accounts->count++;
    return account;
}

void sel4rpc_account_destroy(struct sel4rpc_accounts *accounts, struct sel4rpc_account *account)
{
    uint32_t number = (uint32_t)(account - accounts->records) + 1;
    uint32_t *link = bucket_of(accounts, account->badge);

    while (*link != number) {
        link = &accounts->records[*link - 1].next;
    }
    *link = account->next;
    *account = (struct sel4rpc_account){.next = accounts->first_free, .bucket = account->bucket};
    accounts->first_free = number;
    accounts->count--;
    if (accounts->count == 0 && !accounts->given) {
        free(accounts->records);
        *accounts = (struct sel4rpc_accounts){0};
    }
}

uint64_t sel4rpc_lease_bytes(const struct sel4rpc_lease *lease)
{
    struct object object;

    if (lease->kind != LeaseKind_MEMORY ||
        sel4rpc_object_describe(lease->type, lease->size_bits, &object) != seL4_NoError) {
        return 0;
    }
    return UINT64_C(1) << object.memory_bits;
}

void sel4rpc_account_charge(sel4rpc_server_env_t *env, struct sel4rpc_account *account,
                            struct sel4rpc_lease *lease)
{
    struct sel4rpc_lease *follower;

    env->balance.granted++;
    if (account == NULL) {
        return;
    }
    account->leases++;
    account->memory_bytes += sel4rpc_lease_bytes(lease);
    env->leases.accounted++;
    lease->account = (uint32_t)(account - env->accounts.records) + 1;
    lease->next = account->first_lease;
    lease->previous = 0;
    follower = sel4rpc_lease_at(&env->leases, lease->next);
    if (follower != NULL) {
        follower->previous = lease->index + 1;
    }
    account->first_lease = lease->index + 1;
}

void sel4rpc_account_uncharge(sel4rpc_server_env_t *env, struct sel4rpc_lease *lease)
{
    env->balance.released++;
    if (lease->account == 0) {
        return;
    }
    struct sel4rpc_account *account = &env->accounts.records[lease->account - 1];
    struct sel4rpc_lease *before = sel4rpc_lease_at(&env->leases, lease->previous);
    struct sel4rpc_lease *follower = sel4rpc_lease_at(&env->leases, lease->next);

    account->leases--;
    account->memory_bytes -= sel4rpc_lease_bytes(lease);
    env->leases.accounted--;
    *(before != NULL ? &before->next : &account->first_lease) = lease->next;
    if (follower != NULL) {
        follower->previous = lease->previous;
    }
}

void sel4rpc_accounts_use_memory(struct sel4rpc_accounts *accounts, struct sel4rpc_account *records,
                                 size_t count)
{
    if (!accounts->given) {
        free(accounts->records);
    }
    *accounts = (struct sel4rpc_accounts){
        .records = records, .capacity = count < MAX_ACCOUNTS ? (uint32_t)count : MAX_ACCOUNTS, .given = true};
    memset(records, 0, accounts->capacity * sizeof(*records));
    rebuild(accounts);
}

/* Whether an account's list is whole, and its sums are those of its leases. */
static bool account_is_valid(const sel4rpc_server_env_t *env, const struct sel4rpc_account *account)
{
    uint32_t number = (uint32_t)(account - env->accounts.records) + 1;
    uint32_t previous = 0;
    uint32_t leases = 0;
    uint64_t bytes = 0;

    for (uint32_t next = account->first_lease; next != 0; leases++) {
        if (next > env->leases.capacity || leases == env->leases.held) {
            return false;
        }
        const struct sel4rpc_lease *lease = sel4rpc_lease_at(&env->leases, next);
        if (lease->slot == 0 || lease->account != number || lease->badge != account->badge ||
            lease->previous != previous) {
            return false;
        }
        bytes += sel4rpc_lease_bytes(lease);
        previous = next;
        next = lease->next;
    }
    return leases == account->leases && bytes == account->memory_bytes && leases <= account->limits.leases &&
           bytes <= account->limits.memory_bytes;
}

/* Whether a list is of records that exist: in use and in the right bucket, or not in use. Adds its length to
 * *length, and stops where that is more than there can be. */
static bool list_is_valid(const struct sel4rpc_accounts *accounts, const uint32_t *list, bool in_use,
                          uint32_t *length)
{
    for (uint32_t number = *list; number != 0; ++*length) {
        if (number > accounts->capacity || *length == accounts->capacity) {
            return false;
        }
        const struct sel4rpc_account *account = &accounts->records[number - 1];
        if (account->in_use != in_use || (in_use && bucket_of(accounts, account->badge) != list)) {
            return false;
        }
        number = account->next;
    }
    return true;
}

/* Whether each record is in one list: its bucket's, or that of those not in use. */
static bool lists_are_valid(const struct sel4rpc_accounts *accounts)
{
    uint32_t used_records = 0, free_records = 0;

    if (!list_is_valid(accounts, &accounts->first_free, false, &free_records)) {
        return false;
    }
    for (uint32_t index = 0; index < accounts->capacity; index++) {
        if (!list_is_valid(accounts, &accounts->records[index].bucket, true, &used_records)) {
            return false;
        }
    }
    return used_records == accounts->count && used_records + free_records == accounts->capacity;
}

bool sel4rpc_accounts_are_valid(const sel4rpc_server_env_t *env, bool all)
{
    const struct sel4rpc_accounts *accounts = &env->accounts;
    uint32_t leases = 0;

    if (accounts->count > accounts->capacity || accounts->first_free > accounts->capacity ||
        (accounts->first_free == 0) != (accounts->count == accounts->capacity) ||
        (accounts->count == 0 && env->leases.accounted != 0)) {
        return false;
    }
    if (!all) {
        return true;
    }
    for (uint32_t index = 0; index < accounts->capacity; index++) {
        const struct sel4rpc_account *account = &accounts->records[index];
        if (account->in_use && !account_is_valid(env, account)) {
            return false;
        }
        leases += account->in_use ? account->leases : 0;
    }
    return leases == env->leases.accounted && lists_are_valid(accounts);
}
