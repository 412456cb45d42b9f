/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checks a server's books: the lease records, the table of clients, and the charges of each.
 */
#include "is_valid.h"

#include "server/client.h"
#include "server/lease.h"
#include "server/limit.h"
#include "server/resource.h"
#include "arch/object.h"

#include <string.h>

#define PIN_WORDS (sizeof(((sel4rpc_server_env_t *)0)->pins) / sizeof(uint32_t))

/* Stands for a client's number in the ledger of what is parked. */
#define PARKED UINT32_MAX

/* What all ledgers have together. */
struct totals {
    uint32_t leases;
    uint32_t blocks;
    uint32_t pins[PIN_WORDS];
};

/* ---- Leases. */

/* Checks that a lease is charged what its object takes; nothing if it is not memory. */
static bool is_charged_right(const sel4rpc_lease_t *lease)
{
    struct object object;

    if (lease->kind != LeaseKind_MEMORY) {
        return lease->memory_bits == 0;
    }
    return srpc_object_measure(lease->type, lease->size_bits, &object) == seL4_NoError &&
           object.memory_bits == lease->memory_bits;
}

/* Notes the pin that a lease takes; false if another lease has it. */
static bool note_pin(const sel4rpc_lease_t *lease, struct totals *totals)
{
    const sel4rpc_range_t number = {lease->first, lease->last};
    sel4rpc_range_t pins[SRPC_ARCH_SAME_MAX];

    if (srpc_arch_same_numbers((LeaseKind)lease->kind, &number, LeaseKind_IOAPIC, pins) == 0) {
        return true;
    }
    uint32_t bit = UINT32_C(1) << (pins[0].first % 32);
    uint32_t *word = &totals->pins[pins[0].first / 32 % PIN_WORDS];
    bool is_new = (*word & bit) == 0 && pins[0].first < 32 * PIN_WORDS;
    *word |= bit;
    return is_new;
}

/* Whether a record says whose it is: the client's, or a stranger's; or that it was a client's, and may be
 * parked. */
static bool is_of(const sel4rpc_lease_t *lease, uint32_t number, seL4_Word badge)
{
    if (number == PARKED) {
        return lease->parking != NEVER_PARKED && lease->client != 0;
    }
    return lease->client == number && (number == 0 || lease->badge == badge);
}

/* Whether the records in use say what they have to, and the sums are theirs. number: the client's; 0 or
 * PARKED.
 */
static bool held_list_is_valid(const sel4rpc_ledger_t *ledger, uint32_t number, seL4_Word badge,
                               struct totals *totals)
{
    const sel4rpc_lease_t *previous = NULL, *last = NULL;
    uint32_t count = 0;
    uint64_t bytes = 0;

    for (const sel4rpc_lease_t *lease = ledger->held; lease != NULL; lease = lease->next) {
        if (count == ledger->count || lease->slot == 0 || !is_of(lease, number, badge) ||
            lease->previous != previous || lease->index >= srpc_ledger_capacity(ledger) ||
            srpc_lease_at(ledger, lease->index) != lease || lease->kind < LeaseKind_MEMORY ||
            lease->kind > LeaseKind_CAPABILITY || lease->kind == LeaseKind_OBJECT || lease->generation == 0 ||
            lease->generation > SEL4RPC_MAX_GENERATION || !is_charged_right(lease) ||
            !note_pin(lease, totals)) {
            return false;
        }
        if (lease->kind != LeaseKind_MEMORY || number == PARKED) {
            if (last != previous) {
                return false;
            }
            last = lease;
        }
        count++;
        bytes += srpc_lease_bytes(lease);
        previous = lease;
    }
    return last == ledger->last && count == ledger->count && bytes == ledger->memory_bytes;
}

/* Whether every record that is not in use is in their list. */
static bool unused_list_is_valid(const sel4rpc_ledger_t *ledger)
{
    uint32_t length = 0;

    for (const sel4rpc_lease_t *lease = ledger->unused; lease != NULL; lease = lease->next) {
        if (lease->slot != 0 || length == srpc_ledger_capacity(ledger) ||
            lease->index >= srpc_ledger_capacity(ledger) || srpc_lease_at(ledger, lease->index) != lease) {
            return false;
        }
        length++;
    }
    return ledger->count + length == srpc_ledger_capacity(ledger);
}

static bool ledger_is_valid(const sel4rpc_ledger_t *ledger, uint32_t number, seL4_Word badge, bool all,
                            struct totals *totals)
{
    uint32_t capacity = srpc_ledger_capacity(ledger);

    totals->leases += ledger->count;
    totals->blocks += ledger->blocks;
    if (ledger->count > capacity || capacity > SEL4RPC_MAX_LEASES ||
        (ledger->unused == NULL) != (ledger->count == capacity) ||
        (ledger->held == NULL) != (ledger->count == 0)) {
        return false;
    }
    return !all || (held_list_is_valid(ledger, number, badge, totals) && unused_list_is_valid(ledger));
}

/* ---- Clients. */

/* Whether a list is of records that exist: in use and in the right bucket, or not in use. Adds its length to
 * *length, and stops where that is more than there can be. */
static bool list_is_valid(const sel4rpc_clients_t *clients, const uint32_t *list, bool in_use,
                          uint32_t *length)
{
    for (uint32_t number = *list; number != 0; ++*length) {
        if (number > clients->capacity || *length == clients->capacity) {
            return false;
        }
        const sel4rpc_client_record_t *client = &clients->records[number - 1];
        if (client->in_use != in_use || (in_use && srpc_client_bucket(clients, client->badge) != list)) {
            return false;
        }
        number = client->next;
    }
    return true;
}

/* Checks that each record is in exactly one list: its bucket's or the unused ones'. */
static bool lists_are_valid(const sel4rpc_clients_t *clients)
{
    uint32_t used_records = 0, free_records = 0;

    if (!list_is_valid(clients, &clients->first_free, false, &free_records)) {
        return false;
    }
    for (uint32_t index = 0; index < clients->capacity; index++) {
        if (!list_is_valid(clients, &clients->records[index].bucket, true, &used_records)) {
            return false;
        }
    }
    return used_records == clients->count && used_records + free_records == clients->capacity;
}

/* Whether the list of clients with exclusive sets has all of them, and no other. */
static bool exclusive_list_is_valid(const sel4rpc_clients_t *clients)
{
    uint32_t length = 0, count = 0;

    for (uint32_t number = clients->first_exclusive; number != 0; length++) {
        if (number > clients->capacity || length == clients->capacity) {
            return false;
        }
        const sel4rpc_client_record_t *client = &clients->records[number - 1];
        if (!client->in_use || !srpc_limits_are_exclusive(&client->limits)) {
            return false;
        }
        number = client->next_exclusive;
    }
    for (uint32_t index = 0; index < clients->capacity; index++) {
        const sel4rpc_client_record_t *client = &clients->records[index];
        count += client->in_use && srpc_limits_are_exclusive(&client->limits);
    }
    return length == count;
}

static bool client_is_valid(const sel4rpc_client_record_t *client, uint32_t number, bool all,
                            struct totals *totals)
{
    return ledger_is_valid(&client->ledger, number, client->badge, all, totals) && client->badge != 0 &&
           client->ledger.count <= client->limits.leases &&
           client->ledger.memory_bytes <= client->limits.memory_bytes;
}

static bool clients_are_valid(const sel4rpc_server_env_t *env, bool all, struct totals *totals)
{
    const sel4rpc_clients_t *clients = &env->clients;

    if (clients->count > clients->capacity || clients->first_free > clients->capacity ||
        (clients->first_free == 0) != (clients->count == clients->capacity) ||
        (clients->count != 0 && !env->serves_clients_only)) {
        return false;
    }
    for (uint32_t index = 0; index < clients->capacity; index++) {
        const sel4rpc_client_record_t *client = &clients->records[index];
        if (client->in_use && !client_is_valid(client, index + 1, all, totals)) {
            return false;
        }
    }
    return !all || (lists_are_valid(clients) && exclusive_list_is_valid(clients));
}

static bool parked_are_valid(const sel4rpc_server_env_t *env, bool all, struct totals *totals)
{
    return ledger_is_valid(&env->parked, PARKED, 0, all, totals) &&
           (env->parked.count == 0 || env->serves_clients_only);
}

bool server_is_valid(const sel4rpc_server_env_t *env, bool all)
{
    struct totals totals = {0};

    return ledger_is_valid(&env->strangers, 0, 0, all, &totals) && clients_are_valid(env, all, &totals) &&
           env->statistics.granted - env->statistics.released == totals.leases &&
           parked_are_valid(env, all, &totals) && env->pool.in_use == totals.blocks &&
           (!all || memcmp(totals.pins, env->pins, sizeof(env->pins)) == 0);
}

unsigned server_parked(const sel4rpc_server_env_t *env, LeaseKind kind)
{
    unsigned count = 0;

    for (const sel4rpc_lease_t *lease = env->parked.held; lease != NULL; lease = lease->next) {
        count += lease->kind == kind;
    }
    return count;
}
