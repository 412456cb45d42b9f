/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registered clients: their table, and finding one by badge.
 *
 * The table is a hash table in one array: each record holds a client and, independently, the head of the
 * bucket of its index. With as many buckets as records, a bucket holds one client on average. If it came
 * from malloc(), registration replaces a full table by one twice as large.
 */
#include "server/client.h"

#include "server/limit.h"

#include <stdlib.h>
#include <string.h>

uint32_t srpc_client_find(const sel4rpc_clients_t *clients, seL4_Word badge)
{
    if (clients->count == 0) {
        return 0;
    }
    uint32_t number = *srpc_client_bucket(clients, badge);

    while (number != 0 && clients->records[number - 1].badge != badge) {
        number = clients->records[number - 1].next;
    }
    return number;
}

#define FIRST_CAPACITY 8
#define MAX_CLIENTS (UINT32_C(1) << 20)

/* Links the records in use into their buckets, and the others into the list of unused ones. */
static void rebuild(sel4rpc_clients_t *clients)
{
    clients->first_free = 0;
    for (uint32_t index = 0; index < clients->capacity; index++) {
        clients->records[index].bucket = 0;
    }
    for (uint32_t index = clients->capacity; index-- > 0;) {
        sel4rpc_client_record_t *client = &clients->records[index];
        uint32_t *list = client->in_use ? srpc_client_bucket(clients, client->badge) : &clients->first_free;
        client->next = *list;
        *list = index + 1;
    }
}

static bool grow(sel4rpc_clients_t *clients)
{
    uint32_t capacity = clients->capacity == 0 ? FIRST_CAPACITY : 2 * clients->capacity;

    if (clients->given || capacity > MAX_CLIENTS) {
        return false;
    }
    sel4rpc_client_record_t *records = calloc(capacity, sizeof(*records));
    if (records == NULL) {
        return false;
    }
    if (clients->capacity != 0) {
        memcpy(records, clients->records, clients->capacity * sizeof(*records));
    }
    free(clients->records);
    clients->records = records;
    clients->capacity = capacity;
    rebuild(clients);
    return true;
}

sel4rpc_client_record_t *srpc_client_new(sel4rpc_clients_t *clients, seL4_Word badge,
                                         const sel4rpc_limits_t *limits)
{
    if (clients->first_free == 0 && !grow(clients)) {
        return NULL;
    }
    uint32_t number = clients->first_free;
    sel4rpc_client_record_t *client = &clients->records[number - 1];
    uint32_t *bucket = srpc_client_bucket(clients, badge);

    clients->first_free = client->next;
    *client = (sel4rpc_client_record_t){
        .limits = *limits, .badge = badge, .in_use = true, .bucket = client->bucket};
    client->next = *bucket;
    *bucket = number;
    if (srpc_limits_are_exclusive(limits)) {
        client->next_exclusive = clients->first_exclusive;
        clients->first_exclusive = number;
    }
    clients->count++;
    return client;
}

void srpc_client_destroy(sel4rpc_clients_t *clients, sel4rpc_client_record_t *client)
{
    uint32_t number = (uint32_t)(client - clients->records) + 1;
    uint32_t *link = srpc_client_bucket(clients, client->badge);

    while (*link != number) {
        link = &clients->records[*link - 1].next;
    }
    *link = client->next;
    if (srpc_limits_are_exclusive(&client->limits)) {
        for (link = &clients->first_exclusive; *link != number;) {
            link = &clients->records[*link - 1].next_exclusive;
        }
        *link = client->next_exclusive;
    }
    *client = (sel4rpc_client_record_t){.next = clients->first_free, .bucket = client->bucket};
    clients->first_free = number;
    clients->count--;
    if (clients->count == 0 && !clients->given) {
        free(clients->records);
        *clients = (sel4rpc_clients_t){0};
    }
}

void srpc_clients_use_memory(sel4rpc_clients_t *clients, sel4rpc_client_record_t *records, size_t count)
{
    *clients = (sel4rpc_clients_t){
        .records = records, .capacity = count < MAX_CLIENTS ? (uint32_t)count : MAX_CLIENTS, .given = true};
    memset(records, 0, clients->capacity * sizeof(*records));
    rebuild(clients);
}
