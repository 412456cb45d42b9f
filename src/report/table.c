/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Who holds what, as a table.
 */
#include "report/words.h"
#include "server/client.h"
#include "server/lease.h"

#include <sel4rpc/report.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define LINE_BYTES 192
#define BAR_WIDTH 20
#define CLIENT_BYTES 24

static void put_line(const sel4rpc_report_t *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void put_line(const sel4rpc_report_t *report, const char *format, ...)
{
    char line[LINE_BYTES];
    va_list arguments;

    va_start(arguments, format);
    int length = vsnprintf(line, sizeof(line) - 1, format, arguments);
    va_end(arguments);
    size_t end = length < 0 ? 0 : (size_t)length;
    end = end < sizeof(line) - 1 ? end : sizeof(line) - 2;
    while (end > 0 && line[end - 1] == ' ') {
        end--;
    }
    memcpy(&line[end], "\n", 2);
    report->put(report->data, line);
}

static void put_row(const sel4rpc_report_t *report, const char *client, const char *cookie, const char *what,
                    const char *bytes, const char *share)
{
    put_line(report, "%-16s %-12s %-40s %10s  %s", client, cookie, what, bytes, share);
}

/* How much of a limit is used: a bar, the percentage, and the limit. Nothing if there is no limit. */
static void describe_share(char text[64], uint64_t bytes, uint64_t limit)
{
    char bar[BAR_WIDTH + 1], most[SRPC_BYTES_TEXT];

    text[0] = '\0';
    if (limit == SEL4RPC_UNLIMITED || limit == 0) {
        return;
    }
    uint64_t percent = bytes > UINT64_MAX / 100 ? bytes / (limit / 100) : bytes * 100 / limit;
    unsigned filled = (unsigned)((percent * BAR_WIDTH + 99) / 100);
    for (unsigned i = 0; i < BAR_WIDTH; i++) {
        bar[i] = i < filled ? '#' : '.';
    }
    bar[BAR_WIDTH] = '\0';
    srpc_words_bytes(most, limit);
    snprintf(text, 64, "[%s] %3u %% of %s", bar, (unsigned)percent, most);
}

static void put_leases(const sel4rpc_report_t *report, const char *client, const sel4rpc_ledger_t *ledger)
{
    char cookie[24], what[SEL4RPC_DESCRIPTION_BYTES], bytes[SRPC_BYTES_TEXT];

    for (const sel4rpc_lease_t *lease = ledger->held; lease != NULL; lease = lease->next) {
        LeaseMessage message = srpc_lease_describe(lease);
        snprintf(cookie, sizeof(cookie), "0x%llx", (unsigned long long)message.cookie);
        sel4rpc_describe(what, &message);
        srpc_words_bytes(bytes, srpc_lease_bytes(lease));
        put_row(report, client, cookie, what, lease->kind == LeaseKind_MEMORY ? bytes : "", "");
    }
}

/* The sum below a client's leases; limits: NULL for none. */
static void put_sum(const sel4rpc_report_t *report, const char *client, const sel4rpc_ledger_t *ledger,
                    const sel4rpc_limits_t *limits)
{
    char count[SEL4RPC_DESCRIPTION_BYTES], bytes[SRPC_BYTES_TEXT], share[64] = "";
    unsigned leases = (unsigned)ledger->count;

    if (limits == NULL || limits->leases == SEL4RPC_UNLIMITED) {
        snprintf(count, sizeof(count), "%u lease%s", leases, leases == 1 ? "" : "s");
    } else {
        snprintf(count, sizeof(count), "%u of %llu leases", leases, (unsigned long long)limits->leases);
    }
    srpc_words_bytes(bytes, ledger->memory_bytes);
    if (limits != NULL) {
        describe_share(share, ledger->memory_bytes, limits->memory_bytes);
    }
    put_row(report, client, "all", count, bytes, share);
}

static void put_ledger(const sel4rpc_report_t *report, const char *client, const sel4rpc_ledger_t *ledger,
                       const sel4rpc_limits_t *limits)
{
    put_leases(report, client, ledger);
    put_sum(report, client, ledger, limits);
}

/* A client by its name and badge. */
static void name_client(char text[CLIENT_BYTES], const sel4rpc_report_t *report, seL4_Word badge)
{
    const char *name = report->name_of != NULL ? report->name_of(report->data, badge) : NULL;
    unsigned long number = (unsigned long)badge;

    if (name != NULL) {
        snprintf(text, CLIENT_BYTES, "%.11s (%lu)", name, number);
    } else {
        snprintf(text, CLIENT_BYTES, "badge %lu", number);
    }
}

/* Whether the table has no rows. */
static bool is_empty(const sel4rpc_server_env_t *env)
{
    uint32_t number = 0;

    return env->strangers.count == 0 && env->parked.count == 0 &&
           srpc_client_next(&env->clients, &number) == NULL;
}

void sel4rpc_server_print(const sel4rpc_server_env_t *env, const sel4rpc_report_t *report)
{
    const sel4rpc_client_record_t *client;
    char name[CLIENT_BYTES];

    if (is_empty(env)) {
        put_line(report, "nobody holds anything");
        return;
    }
    put_row(report, "client", "cookie", "what", "memory", "share of the limit");
    for (uint32_t number = 0; (client = srpc_client_next(&env->clients, &number)) != NULL;) {
        name_client(name, report, client->badge);
        put_ledger(report, name, &client->ledger, &client->limits);
    }
    if (env->strangers.count != 0) {
        put_ledger(report, "not registered", &env->strangers, NULL);
    }
    if (env->parked.count != 0) {
        put_ledger(report, "nobody (parked)", &env->parked, NULL);
    }
}
