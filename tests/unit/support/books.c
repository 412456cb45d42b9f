/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A naive model of a server's books. It compares sets of numbers one number at a time.
 */
#include "books.h"

#include "kinds.h"
#include "test.h"

#include <string.h>
#include <vspace/arch/page.h>

static bool contains(const sel4rpc_set_t *set, uint64_t number)
{
    for (size_t i = 0; i < set->count; i++) {
        if (number >= set->ranges[i].first && number <= set->ranges[i].last) {
            return true;
        }
    }
    return set->all;
}

static bool contains_all(const sel4rpc_set_t *set, uint64_t first, uint64_t last, uint64_t step)
{
    for (uint64_t number = first; number <= last; number += step) {
        if (!contains(set, number)) {
            return false;
        }
    }
    return true;
}

static uint64_t request_bytes(const struct request *request)
{
    switch (request->type) {
    case seL4_UntypedObject:
        return UINT64_C(1) << request->size_bits;
    case seL4_CapTableObject:
        return UINT64_C(1) << (request->size_bits + seL4_SlotBits);
    case seL4_TCBObject:
        return UINT64_C(1) << seL4_TCBBits;
    case seL4_EndpointObject:
        return UINT64_C(1) << seL4_EndpointBits;
    case seL4_NotificationObject:
        return UINT64_C(1) << seL4_NotificationBits;
    case seL4_ARCH_4KPage:
        return UINT64_C(1) << seL4_PageBits;
    default:
        fail_msg("no such type");
    }
    return 0;
}

uint64_t books_entry_bytes(const struct books_entry *entry)
{
    return entry->request.kind == LeaseKind_MEMORY ? request_bytes(&entry->request) : 0;
}

uint64_t books_bytes(const struct books *books, unsigned n)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < BOOKS_ENTRIES; i++) {
        const struct books_entry *entry = &books->entries[i];
        bytes += entry->used && entry->accounted && entry->owner == n ? books_entry_bytes(entry) : 0;
    }
    return bytes;
}

unsigned books_leases(const struct books *books, unsigned n)
{
    unsigned leases = 0;

    for (size_t i = 0; i < BOOKS_ENTRIES; i++) {
        const struct books_entry *entry = &books->entries[i];
        leases +=
            entry->used && entry->leased && (n == CROWD_CLIENTS || (entry->accounted && entry->owner == n));
    }
    return leases;
}

unsigned books_issued(const struct books *books, LeaseKind kind)
{
    unsigned issued = 0;

    for (size_t i = 0; i < BOOKS_ENTRIES; i++) {
        issued += books->entries[i].used && books->entries[i].request.kind == kind;
    }
    return issued;
}

bool books_serve(const struct books *books, unsigned n)
{
    return books->limits[n] != NULL || !books->clients_only;
}

static bool is_permitted(const sel4rpc_limits_t *limits, const struct request *request)
{
    uint64_t first = request->first;

    switch (request->kind) {
    case LeaseKind_MEMORY:
        if (!contains(&limits->objects, request->type)) {
            return false;
        }
        if (first == SEL4RPC_ANYWHERE) {
            return !request->device || limits->addresses.all;
        }
        return contains_all(&limits->addresses, first, first + request_bytes(request) - 1, 0x400);
    case LeaseKind_IRQ:
        return contains(&limits->irqs, first);
    case LeaseKind_MSI:
        return contains(&limits->msis, first);
    case LeaseKind_IOAPIC:
        return contains(&limits->pins, first) && contains(&limits->msis, request->vector);
    default:
        return contains_all(&limits->ports, first, request->last, 1);
    }
}

static bool vector_of(const struct request *request, uint64_t *vector)
{
    *vector = request->kind == LeaseKind_MSI ? request->first : request->vector;
    return request->kind == LeaseKind_MSI || request->kind == LeaseKind_IOAPIC;
}

/* The pin of I/O APIC 0 that interrupt n of x86 takes; it comes as vector n. */
static uint64_t pin_of_irq(uint64_t irq)
{
    return irq == 0 ? 2 : irq;
}

/* The pin that an interrupt takes: 0 to 255 of I/O APIC 0; UINT64_MAX for none. */
static uint64_t pin_of(const struct request *request, uint64_t first)
{
    switch (request->kind) {
    case LeaseKind_IOAPIC:
        return first;
    case LeaseKind_IRQ:
        return pin_of_irq(first);
    default:
        return UINT64_MAX;
    }
}

/* Whether what is asked for collides with what is granted already. */
static bool collides(const struct books_entry *entry, const struct request *request)
{
    uint64_t last, vector, other_vector, pin = pin_of(request, request->first);

    if (entry->leased && pin != UINT64_MAX && pin_of(&entry->request, entry->first) == pin) {
        return true;
    }

    if (vector_of(request, &vector) && vector_of(&entry->request, &other_vector) && vector == other_vector) {
        return true;
    }
    if (entry->request.kind != request->kind) {
        return false;
    }
    switch (request->kind) {
    case LeaseKind_MEMORY:
        last = request->first + request_bytes(request) - 1;
        return request->first != SEL4RPC_ANYWHERE && request->first <= entry->last && entry->first <= last;
    case LeaseKind_IOPORT:
        return request->first <= entry->last && entry->first <= request->last;
    case LeaseKind_IOAPIC:
        return entry->leased && entry->first == request->first;
    default:
        return entry->first == request->first;
    }
}

/* Whether the architecture has such things. */
static bool is_known(LeaseKind kind)
{
    return HAS_X86_KINDS || kind == LeaseKind_MEMORY || kind == LeaseKind_IRQ;
}

static bool is_same(const struct books_entry *entry, unsigned n, const struct request *request)
{
    return entry->used && entry->leased && entry->accounted && entry->owner == n &&
           request->kind != LeaseKind_MEMORY && entry->request.kind == request->kind &&
           entry->request.first == request->first && entry->request.last == request->last &&
           entry->request.vector == request->vector;
}

static size_t find_same(const struct books *books, unsigned n, const struct request *request)
{
    size_t i = 0;

    while (i < BOOKS_ENTRIES && !is_same(&books->entries[i], n, request)) {
        i++;
    }
    return i;
}

struct books_entry *books_same(struct books *books, unsigned n, const struct request *request)
{
    size_t same = find_same(books, n, request);

    return same < BOOKS_ENTRIES ? &books->entries[same] : NULL;
}

int books_predict(const struct books *books, unsigned n, const struct request *request)
{
    const sel4rpc_limits_t *limits = books->limits[n];

    if (!books_serve(books, n) || !is_known(request->kind)) {
        return seL4_IllegalOperation;
    }
    if (request->kind == LeaseKind_MEMORY && request->first != SEL4RPC_ANYWHERE &&
        request->first % request_bytes(request) != 0) {
        return seL4_AlignmentError;
    }
    if (limits != NULL) {
        uint64_t bytes = request->kind == LeaseKind_MEMORY ? request_bytes(request) : 0;
        if (!is_permitted(limits, request)) {
            return seL4_IllegalOperation;
        }
        if (find_same(books, n, request) < BOOKS_ENTRIES) {
            return 0;
        }
        if (books_leases(books, n) + 1 > limits->leases ||
            books_bytes(books, n) + bytes > limits->memory_bytes) {
            return seL4_NotEnoughMemory;
        }
    }
    for (size_t i = 0; i < BOOKS_ENTRIES; i++) {
        if (books->entries[i].used && collides(&books->entries[i], request)) {
            return seL4_RevokeFirst;
        }
    }
    return 0;
}

struct member {
    const char *name;
    const sel4rpc_set_t *set;
};

#define MEMBERS 7

static void list_members(const sel4rpc_limits_t *limits, struct member members[MEMBERS])
{
    members[0] = (struct member){"addresses", &limits->addresses};
    members[1] = (struct member){"objects", &limits->objects};
    members[2] = (struct member){"irqs", &limits->irqs};
    members[3] = (struct member){"msis", &limits->msis};
    members[4] = (struct member){"pins", &limits->pins};
    members[5] = (struct member){"ports", &limits->ports};
    members[6] = (struct member){"cores", &limits->cores};
}

static bool are_disjoint(const sel4rpc_set_t *a, const sel4rpc_set_t *b)
{
    /* No number in the tests' ranges is larger, except addresses, all of which start at a page. */
    for (uint64_t number = 0; number < 0x500; number++) {
        uint64_t page = 0x10000000 + number * 0x1000;
        if ((contains(a, number) && contains(b, number)) || (contains(a, page) && contains(b, page))) {
            return false;
        }
    }
    return true;
}

static bool has_bad_range(const sel4rpc_set_t *set)
{
    for (size_t i = 0; i < set->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (set->ranges[i].first == set->ranges[j].first) {
                return true; /* the only overlap that the tests try */
            }
        }
        if (set->ranges[i].first > set->ranges[i].last) {
            return true;
        }
    }
    return false;
}

/* Whether a client with one limits takes an interrupt from one with others, by its number, pin or vector. */
static bool takes_irq(const sel4rpc_limits_t *limits, const sel4rpc_limits_t *others)
{
    for (uint64_t n = 0; HAS_X86_KINDS && n < 0x100; n++) {
        uint64_t pin = pin_of_irq(n);
        if ((contains(&limits->irqs, n) && contains(&others->msis, n) &&
             (limits->irqs.exclusive || others->msis.exclusive)) ||
            (contains(&limits->irqs, n) && contains(&others->pins, pin) &&
             (limits->irqs.exclusive || others->pins.exclusive))) {
            return true;
        }
    }
    return false;
}

/* The member of a client's limits that others' are in the way of, in the order of their declaration. */
static const char *find_conflict(const sel4rpc_limits_t *limits, const sel4rpc_limits_t *others_limits)
{
    struct member own[MEMBERS], others[MEMBERS];
    sel4rpc_limits_t part = {0};

    list_members(limits, own);
    list_members(others_limits, others);
    for (size_t i = 0; i < COUNT_OF(own); i++) {
        bool same =
            (own[i].set->exclusive || others[i].set->exclusive) && !are_disjoint(own[i].set, others[i].set);
        part = (sel4rpc_limits_t){0};
        part.irqs = i == 2 ? limits->irqs : part.irqs;
        bool irq = i == 2 && takes_irq(&part, others_limits);
        part.msis = i == 3 ? limits->msis : part.msis;
        part.pins = i == 4 ? limits->pins : part.pins;
        bool other_kind = (i == 3 || i == 4) && takes_irq(others_limits, &part);
        if (same || irq || other_kind) {
            return own[i].name;
        }
    }
    return NULL;
}

static bool has_leases(const struct books *books, unsigned client)
{
    for (size_t i = 0; i < BOOKS_ENTRIES; i++) {
        if (books->entries[i].used && books->entries[i].owner == client && books->entries[i].leased) {
            return true;
        }
    }
    return false;
}

static const char *find_bad_range(const sel4rpc_limits_t *limits)
{
    struct member own[MEMBERS];

    list_members(limits, own);
    for (size_t i = 0; i < COUNT_OF(own); i++) {
        if (has_bad_range(own[i].set)) {
            return own[i].name;
        }
    }
    return NULL;
}

int books_predict_limits(const struct books *books, unsigned client, const sel4rpc_limits_t *limits)
{
    if (books->limits[client] != NULL) {
        return seL4_DeleteFirst;
    }
    if (has_leases(books, client)) {
        return seL4_RevokeFirst;
    }
    if (find_bad_range(limits) != NULL) {
        return seL4_InvalidArgument;
    }
    for (unsigned n = 0; n < CROWD_CLIENTS; n++) {
        if (books->limits[n] != NULL && find_conflict(limits, books->limits[n]) != NULL) {
            return seL4_RevokeFirst;
        }
    }
    return 0;
}

static bool is_name(const char *name, const char *other)
{
    return name == NULL ? other == NULL : other != NULL && strcmp(name, other) == 0;
}

/* Of several clients in the way, it may name any one's. */
bool books_name_wrong(const struct books *books, unsigned client, const sel4rpc_limits_t *limits,
                      const char *wrong)
{
    int error = books_predict_limits(books, client, limits);

    if (error == 0) {
        return wrong == NULL;
    }
    if (books->limits[client] != NULL || has_leases(books, client)) {
        return is_name("badge", wrong);
    }
    if (error == seL4_InvalidArgument) {
        return is_name(find_bad_range(limits), wrong);
    }
    for (unsigned n = 0; n < CROWD_CLIENTS; n++) {
        if (books->limits[n] != NULL && wrong != NULL &&
            is_name(find_conflict(limits, books->limits[n]), wrong)) {
            return true;
        }
    }
    return false;
}

void books_add(struct books *books, unsigned n, const struct request *request, unsigned slot,
               const struct grant_result *grant)
{
    struct books_entry *entry = books->entries;
    bool memory = request->kind == LeaseKind_MEMORY;

    while (entry->used) {
        entry++;
        assert_true(entry < books->entries + BOOKS_ENTRIES);
    }
    *entry = (struct books_entry){.used = true,
                                  .leased = memory || books->limits[n] != NULL,
                                  .accounted = books->limits[n] != NULL,
                                  .copy = true,
                                  .owner = n,
                                  .slot = slot,
                                  .request = *request,
                                  .first = memory ? grant->paddr : request->first,
                                  .last = request->kind == LeaseKind_IOPORT ? request->last : request->first,
                                  .cookie = grant->cookie};
    if (memory) {
        entry->last = grant->paddr + request_bytes(request) - 1;
    }
    assert_int_equal(grant->cookie != 0, entry->leased);
}

struct books_entry *books_find(struct books *books, unsigned n, uint64_t cookie)
{
    for (size_t i = 0; i < BOOKS_ENTRIES; i++) {
        struct books_entry *entry = &books->entries[i];
        if (entry->used && entry->leased && entry->owner == n && entry->cookie == cookie) {
            return entry;
        }
    }
    return NULL;
}

bool books_tell_address(const struct books *books, unsigned n, const struct books_entry *entry)
{
    const sel4rpc_limits_t *limits = books->limits[n];

    return entry->request.kind != LeaseKind_MEMORY || limits == NULL || entry->first > entry->last ||
           contains_all(&limits->addresses, entry->first, entry->last, 0x400);
}

struct books_entry *books_any(struct books *books, unsigned n, unsigned from)
{
    for (size_t i = 0; i < BOOKS_ENTRIES; i++) {
        struct books_entry *entry = &books->entries[(from + i) % BOOKS_ENTRIES];
        if (entry->used && entry->owner == n) {
            return entry;
        }
    }
    return NULL;
}

void books_release(struct books *books, unsigned n, bool gone)
{
    for (size_t i = 0; i < BOOKS_ENTRIES; i++) {
        struct books_entry *entry = &books->entries[i];
        if (entry->used && entry->owner == n && (entry->leased || gone)) {
            entry->used = false;
        }
    }
}

bool books_slot_is_full(const struct books *books, unsigned n, unsigned slot)
{
    for (size_t i = 0; i < BOOKS_ENTRIES; i++) {
        const struct books_entry *entry = &books->entries[i];
        if (entry->used && entry->copy && entry->owner == n && entry->slot == slot) {
            return true;
        }
    }
    return false;
}
