/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registered clients: their table, finding one by its badge, and what each is charged for.
 *
 * The table is a hash table in one array: each record is a client, and beside it the head of the bucket of
 * its index. There are as many buckets as records, so a bucket has one client on average. With malloc(), a
 * full table is replaced by one of twice the size, at registration only.
 */
#include "server/account.h"

#include "server/lease.h"

#include <stdlib.h>
#include <string.h>

uint32_t srpc_account_find(const struct sel4rpc_accounts *accounts, seL4_Word badge)
{
    if (accounts->count == 0) {
        return 0;
    }
    uint32_t number = *srpc_account_bucket(accounts, badge);

    while (number != 0 && accounts->records[number - 1].badge != badge) {
        number = accounts->records[number - 1].next;
    }
    return number;
}

void srpc_account_charge(sel4rpc_server_env_t *env, struct sel4rpc_lease *lease)
{
    env->balance.granted++;
    if (lease->account == 0) {
        return;
    }
    struct sel4rpc_account *account = &env->accounts.records[lease->account - 1];

    account->leases++;
    account->memory_bytes += srpc_lease_bytes(lease);
    env->leases.accounted++;
    lease->next = account->first_lease;
    lease->previous = 0;
    if (lease->next != 0) {
        srpc_lease_at(&env->leases, lease->next)->previous = lease->index + 1;
    }
    account->first_lease = lease->index + 1;
}

void srpc_account_uncharge(sel4rpc_server_env_t *env, struct sel4rpc_lease *lease)
{
    env->balance.released++;
    if (lease->account == 0) {
        return;
    }
    struct sel4rpc_account *account = &env->accounts.records[lease->account - 1];

    account->leases--;
    account->memory_bytes -= srpc_lease_bytes(lease);
    env->leases.accounted--;
    if (lease->previous != 0) {
        srpc_lease_at(&env->leases, lease->previous)->next = lease->next;
    } else {
        account->first_lease = lease->next;
    }
    if (lease->next != 0) {
        srpc_lease_at(&env->leases, lease->next)->previous = lease->previous;
    }
}

#define FIRST_CAPACITY 8
#define MAX_ACCOUNTS (UINT32_C(1) << 20)

/* Makes all records free that are not in use, and puts the others into their buckets. */
static void rebuild(struct sel4rpc_accounts *accounts)
{
    accounts->first_free = 0;
    for (uint32_t index = 0; index < accounts->capacity; index++) {
        accounts->records[index].bucket = 0;
    }
    for (uint32_t index = accounts->capacity; index-- > 0;) {
        struct sel4rpc_account *account = &accounts->records[index];
        uint32_t *list =
            account->in_use ? srpc_account_bucket(accounts, account->badge) : &accounts->first_free;
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

struct sel4rpc_account *srpc_account_new(struct sel4rpc_accounts *accounts, seL4_Word badge)
{
    if (accounts->first_free == 0 && !grow(accounts)) {
        return NULL;
    }
    uint32_t number = accounts->first_free;
    struct sel4rpc_account *account = &accounts->records[number - 1];
    uint32_t *bucket = srpc_account_bucket(accounts, badge);

    accounts->first_free = account->next;
    *account = (struct sel4rpc_account){.badge = badge, .in_use = true, .bucket = account->bucket};
    account->next = *bucket;
    *bucket = number;
    accounts->count++;
    return account;
}

void srpc_account_destroy(struct sel4rpc_accounts *accounts, struct sel4rpc_account *account)
{
    uint32_t number = (uint32_t)(account - accounts->records) + 1;
    uint32_t *link = srpc_account_bucket(accounts, account->badge);

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

void srpc_accounts_use_memory(struct sel4rpc_accounts *accounts, struct sel4rpc_account *records,
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
