/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Who holds what, as JSON.
 */
#include "server/client.h"
#include "server/lease.h"

#include <sel4rpc/report.h>
#include <stdio.h>

static void put(const sel4rpc_report_t *report, const char *text)
{
    report->put(report->data, text);
}

static void put_number(const sel4rpc_report_t *report, const char *name, uint64_t number)
{
    char text[64];

    snprintf(text, sizeof(text), "\"%s\": %llu", name, (unsigned long long)number);
    put(report, text);
}

static void put_limit(const sel4rpc_report_t *report, const char *name, uint64_t limit)
{
    if (limit != SEL4RPC_UNLIMITED) {
        put_number(report, name, limit);
    } else {
        put(report, "\"");
        put(report, name);
        put(report, "\": null");
    }
}

/* Puts a string; what JSON does not permit in one is escaped. */
static void put_string(const sel4rpc_report_t *report, const char *string)
{
    char text[8];

    put(report, "\"");
    for (; *string != '\0'; string++) {
        unsigned char byte = (unsigned char)*string;
        bool plain = byte >= 0x20 && byte != '"' && byte != '\\';
        snprintf(text, sizeof(text), plain ? "%c" : "\\u%04x", byte);
        put(report, text);
    }
    put(report, "\"");
}

static void put_lease(const sel4rpc_report_t *report, const sel4rpc_lease_t *lease)
{
    LeaseMessage message = srpc_lease_describe(lease);
    char what[SEL4RPC_DESCRIPTION_BYTES];

    put(report, "{");
    put_number(report, "cookie", message.cookie);
    put(report, ", \"kind\": ");
    put_string(report, sel4rpc_strkind(message.kind));
    put(report, ", ");
    put_number(report, "first", message.first);
    put(report, ", ");
    put_number(report, "last", message.last);
    put(report, ", ");
    put_number(report, "bytes", srpc_lease_bytes(lease));
    put(report, ", \"what\": ");
    sel4rpc_describe(what, &message);
    put_string(report, what);
    put(report, "}");
}

static void put_ledger(const sel4rpc_report_t *report, const char *name, const sel4rpc_ledger_t *ledger)
{
    put(report, "\"");
    put(report, name);
    put(report, "\": [");
    for (const sel4rpc_lease_t *lease = ledger->held; lease != NULL; lease = lease->next) {
        put_lease(report, lease);
        put(report, lease->next != NULL ? ", " : "");
    }
    put(report, "]");
}

static void put_client(const sel4rpc_report_t *report, const sel4rpc_client_record_t *client)
{
    const char *name = report->name_of != NULL ? report->name_of(report->data, client->badge) : NULL;

    put(report, "{");
    put_number(report, "badge", client->badge);
    put(report, ", \"name\": ");
    if (name != NULL) {
        put_string(report, name);
    } else {
        put(report, "null");
    }
    put(report, ", ");
    put_limit(report, "leases_limit", client->limits.leases);
    put(report, ", ");
    put_limit(report, "memory_limit", client->limits.memory_bytes);
    put(report, ", ");
    put_number(report, "memory_bytes", client->ledger.memory_bytes);
    put(report, ", ");
    put_ledger(report, "leases", &client->ledger);
    put(report, "}");
}

void sel4rpc_server_print_json(const sel4rpc_server_env_t *env, const sel4rpc_report_t *report)
{
    const sel4rpc_client_record_t *client;
    const char *separator = "";

    put(report, "{\"clients\": [");
    for (uint32_t number = 0; (client = srpc_client_next(&env->clients, &number)) != NULL;) {
        put(report, separator);
        put_client(report, client);
        separator = ",\n";
    }
    put(report, "],\n");
    put_ledger(report, "strangers", &env->strangers);
    put(report, ",\n");
    put_ledger(report, "parked", &env->parked);
    put(report, "}\n");
}
