/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Whether a server's books are consistent: the records of leases, the table of clients, and what each is
 * charged for.
 */
#include "is_valid.h"

#include "server/account.h"
#include "server/lease.h"
#include "arch/object.h"

#define PIN_WORDS (sizeof(((struct sel4rpc_leases *)0)->pins) / sizeof(uint32_t))

/* ---- Leases. */

/* Whether what a lease is charged for is what its object takes; of no memory, nothing. */
static bool is_charged_right(const struct sel4rpc_lease *lease)
{
    struct object object;

    if (lease->kind != LeaseKind_MEMORY) {
        return lease->memory_bits == 0;
    }
    return srpc_object_measure(lease->type, lease->size_bits, &object) == seL4_NoError &&
           object.memory_bits == lease->memory_bits;
}

/* Whether the records in use say what they have to, and the sums are theirs. */
static bool records_are_valid(const struct sel4rpc_leases *leases)
{
    uint32_t held = 0, accounted = 0, pins = 0, pins_set = 0;

    for (uint32_t index = 0; index < leases->capacity; index++) {
        const struct sel4rpc_lease *lease = srpc_lease_at(leases, index + 1);
        if (lease->slot == 0) {
            continue;
        }
        if (lease->index != index || lease->kind < LeaseKind_MEMORY || lease->kind > LeaseKind_IOPORT ||
            lease->generation > SEL4RPC_GENERATION_MASK || !is_charged_right(lease)) {
            return false;
        }
        held++;
        accounted += lease->account != 0;
        if (lease->kind == LeaseKind_IOAPIC) {
            pins++;
            if (lease->first >= 32 * PIN_WORDS ||
                (leases->pins[lease->first / 32] >> (lease->first % 32) & 1) == 0) {
                return false;
            }
        }
    }
    for (size_t i = 0; i < PIN_WORDS; i++) {
        pins_set += (uint32_t)__builtin_popcount(leases->pins[i]);
    }
    return held == leases->held && accounted == leases->accounted && pins == pins_set;
}

/* Whether every record that is not in use is in their list. */
static bool free_list_is_valid(const struct sel4rpc_leases *leases)
{
    uint32_t length = 0;

    for (uint32_t number = leases->first_free; number != 0; length++) {
        if (number > leases->capacity || length == leases->capacity) {
            return false;
        }
        const struct sel4rpc_lease *lease = srpc_lease_at(leases, number);
        if (lease->slot != 0) {
            return false;
        }
        number = lease->index;
    }
    return leases->held + length == leases->capacity;
}

static bool leases_are_valid(const struct sel4rpc_leases *leases, bool all)
{
    if (leases->held > leases->capacity || leases->accounted > leases->held ||
        leases->capacity > SEL4RPC_MAX_LEASES || leases->first_free > leases->capacity ||
        (leases->first_free == 0) != (leases->held == leases->capacity)) {
        return false;
    }
    return !all || (records_are_valid(leases) && free_list_is_valid(leases));
}

/* ---- Clients. */

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
        const struct sel4rpc_lease *lease = srpc_lease_at(&env->leases, next);
        if (lease->slot == 0 || lease->account != number || lease->badge != account->badge ||
            lease->previous != previous) {
            return false;
        }
        bytes += srpc_lease_bytes(lease);
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
        if (account->in_use != in_use || (in_use && srpc_account_bucket(accounts, account->badge) != list)) {
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

static bool accounts_are_valid(const sel4rpc_server_env_t *env, bool all)
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

bool server_is_valid(const sel4rpc_server_env_t *env, bool all)
{
    return leases_are_valid(&env->leases, all) &&
           env->balance.granted - env->balance.released == env->leases.held && accounts_are_valid(env, all);
}
