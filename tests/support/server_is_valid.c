/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checks a server's books: the lease records, the table of clients, and the charges of each.
 */
#include "is_valid.h"

#include "server/client.h"
#include "server/lease.h"
#include "arch/object.h"

#define PIN_WORDS (sizeof(((sel4rpc_leases_t *)0)->pins) / sizeof(uint32_t))

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

/* Checks that each record in use is sound, and that the sums match. */
static bool records_are_valid(const sel4rpc_leases_t *leases)
{
    uint32_t held = 0, of_clients = 0, pins = 0, pins_set = 0;

    for (uint32_t index = 0; index < srpc_lease_capacity(leases); index++) {
        const sel4rpc_lease_t *lease = srpc_lease_at(leases, index);
        if (lease->slot == 0) {
            continue;
        }
        if (lease->index != index || lease->kind < LeaseKind_MEMORY || lease->kind > LeaseKind_IOPORT ||
            lease->generation == 0 || lease->generation > SEL4RPC_MAX_GENERATION ||
            !is_charged_right(lease)) {
            return false;
        }
        held++;
        of_clients += lease->client != 0;
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
    return held == leases->held && of_clients == leases->of_clients && pins == pins_set;
}

/* Checks that every unused record is in the list of unused ones. */
static bool unused_list_is_valid(const sel4rpc_leases_t *leases)
{
    uint32_t length = 0;

    for (const sel4rpc_lease_t *lease = leases->first_unused; lease != NULL; lease = lease->next) {
        if (lease->slot != 0 || length == srpc_lease_capacity(leases) ||
            srpc_lease_at(leases, lease->index) != lease) {
            return false;
        }
        length++;
    }
    return leases->held + length == srpc_lease_capacity(leases);
}

static bool leases_are_valid(const sel4rpc_leases_t *leases, bool all)
{
    if (leases->held > srpc_lease_capacity(leases) || leases->of_clients > leases->held ||
        srpc_lease_capacity(leases) > SEL4RPC_MAX_LEASES ||
        (leases->first_unused == NULL) != (leases->held == srpc_lease_capacity(leases))) {
        return false;
    }
    return !all || (records_are_valid(leases) && unused_list_is_valid(leases));
}

/* ---- Clients. */

/* Checks that a client's list is intact, and that its sums match its leases. */
static bool client_is_valid(const sel4rpc_server_env_t *env, const sel4rpc_client_record_t *client)
{
    uint32_t number = (uint32_t)(client - env->clients.records) + 1;
    const sel4rpc_lease_t *previous = NULL;
    uint32_t leases = 0;
    uint64_t bytes = 0;

    for (const sel4rpc_lease_t *lease = client->first_lease; lease != NULL; lease = lease->next) {
        if (leases == env->leases.held || lease->slot == 0 || lease->client != number ||
            lease->badge != client->badge || lease->previous != previous) {
            return false;
        }
        leases++;
        bytes += srpc_lease_bytes(lease);
        previous = lease;
    }
    return leases == client->leases && bytes == client->memory_bytes && leases <= client->limits.leases &&
           bytes <= client->limits.memory_bytes;
}

/*
 * Checks that a list has only existing records: in use and in the right bucket, or unused. Adds its length to
 * *length, and stops if that exceeds the number of records.
 */
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

static bool clients_are_valid(const sel4rpc_server_env_t *env, bool all)
{
    const sel4rpc_clients_t *clients = &env->clients;
    uint32_t leases = 0;

    if (clients->count > clients->capacity || clients->first_free > clients->capacity ||
        (clients->first_free == 0) != (clients->count == clients->capacity) ||
        (clients->count == 0 && env->leases.of_clients != 0)) {
        return false;
    }
    if (!all) {
        return true;
    }
    for (uint32_t index = 0; index < clients->capacity; index++) {
        const sel4rpc_client_record_t *client = &clients->records[index];
        if (client->in_use && !client_is_valid(env, client)) {
            return false;
        }
        leases += client->in_use ? client->leases : 0;
    }
    return leases == env->leases.of_clients && lists_are_valid(clients);
}

bool server_is_valid(const sel4rpc_server_env_t *env, bool all)
{
    return leases_are_valid(&env->leases, all) &&
           env->statistics.granted - env->statistics.released == env->leases.held &&
           clients_are_valid(env, all);
}
