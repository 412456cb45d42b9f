/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Summaries of a trace; see summary.h.
 */
#include "machine/trace/summary.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_NAMES 128

struct entry {
    char name[40];
    unsigned long calls, errors;
};

struct table {
    const char *head;
    struct entry entries[MAX_NAMES];
    size_t count;
};

static struct table calls = {.head = "call"}, requests = {.head = "request"};

static void add(struct table *table, const char *name, size_t length, bool failed)
{
    struct entry *entry = table->entries;

    while (entry < table->entries + table->count &&
           (strncmp(entry->name, name, length) != 0 || entry->name[length] != '\0')) {
        entry++;
    }
    if (entry == table->entries + MAX_NAMES) {
        return;
    }
    if (entry == table->entries + table->count) {
        snprintf(entry->name, sizeof(entry->name), "%.*s", (int)length, name);
        table->count++;
    }
    entry->calls++;
    entry->errors += failed;
}

static size_t no_more_than(size_t length)
{
    const size_t room = sizeof(calls.entries[0].name) - 1;

    return length < room ? length : room;
}

void trace_summary_add_call(const char *name, bool failed)
{
    add(&calls, name, no_more_than(strlen(name)), failed);
}

/* Two words, or what is before a number. */
void trace_summary_add_request(const char *request, bool failed)
{
    size_t first = strcspn(request, " ");
    bool has_one = request[first] == '\0' || isdigit((unsigned char)request[first + 1]);

    size_t length = has_one ? first : first + 1 + strcspn(request + first + 1, " ,");
    add(&requests, request, no_more_than(length), failed);
}

static int compare(const void *one, const void *other)
{
    const struct entry *a = one, *b = other;

    if (a->calls != b->calls) {
        return a->calls > b->calls ? -1 : 1;
    }
    return strcmp(a->name, b->name);
}

static void write_table(struct table *table, void (*write)(void *context, const char *bytes, size_t count),
                        void *context)
{
    struct entry total = {.name = "total"};
    char line[128];

    if (table->count == 0) {
        return;
    }
    qsort(table->entries, table->count, sizeof(*table->entries), compare);
    int length = snprintf(line, sizeof(line), "%9s %9s  %s\n", "calls", "errors", table->head);
    write(context, line, (size_t)length);
    for (size_t i = 0; i <= table->count; i++) {
        const struct entry *entry = i < table->count ? &table->entries[i] : &total;
        length = snprintf(line, sizeof(line), "%9lu %9lu  %s\n", entry->calls, entry->errors, entry->name);
        write(context, line, (size_t)length);
        total.calls += entry->calls;
        total.errors += entry->errors;
    }
}

void trace_summary_write(void (*write)(void *context, const char *bytes, size_t count), void *context)
{
    write_table(&calls, write, context);
    write_table(&requests, write, context);
}
