/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The play: what each operation does, and what the books predict for it.
 */
#include "play.h"

#include "kinds.h"
#include "pair.h"
#include "support/is_valid.h"
#include "support/unlimited.h"
#include "test.h"

#include <string.h>
#include <vspace/arch/page.h>

#define DEVICE_ADDRESS UINT64_C(0x10440000)

/* ---- Declarations. */

#define RANGES(...)                                                                                          \
    {                                                                                                        \
        .ranges = (const sel4rpc_range_t[]){__VA_ARGS__},                                                    \
        .count = sizeof((const sel4rpc_range_t[]){__VA_ARGS__}) / sizeof(sel4rpc_range_t)                    \
    }
#define EXCLUSIVE_RANGE(from, to)                                                                            \
    {                                                                                                        \
        .ranges = (const sel4rpc_range_t[]){{from, to}}, .count = 1, .exclusive = true                       \
    }

static const sel4rpc_limits_t declarations[] = {
    {.memory_bytes = SEL4RPC_UNLIMITED, .leases = SEL4RPC_UNLIMITED, ALL_NUMBERS},
    {.memory_bytes = 0x10000,
     .leases = 5,
     .addresses = RANGES({DEVICE_ADDRESS, DEVICE_ADDRESS + 0x7fff}, {DEVICE_ADDRESS + 0x8000, 0x1044ffff}),
     .objects = RANGES({seL4_UntypedObject, seL4_UntypedObject}, {seL4_ARCH_4KPage, seL4_ARCH_4KPage}),
     .irqs = RANGES({FIRST_IRQ + 3, FIRST_IRQ + 5}),
     .msis = RANGES({2, 6}),
     .pins = RANGES({SEL4RPC_PIN(0, 16), SEL4RPC_PIN(0, 19)}),
     .ports = RANGES({0x3f8, 0x3ff}, {0x400, 0x40f})},
    {0},
    {.memory_bytes = SEL4RPC_UNLIMITED, .leases = 3, ALL_NUMBERS},
    {.memory_bytes = 0x3000, .leases = 20, ALL_NUMBERS},
    {.memory_bytes = 0x40000,
     .leases = 30,
     .objects = RANGES({0, 100}),
     .irqs = EXCLUSIVE_RANGE(FIRST_IRQ + 8, FIRST_IRQ + 12),
     .msis = EXCLUSIVE_RANGE(0, 1),
     .ports = EXCLUSIVE_RANGE(0x3f0, 0x3f7)},
    {.memory_bytes = 0x40000,
     .leases = 30,
     .addresses = EXCLUSIVE_RANGE(DEVICE_ADDRESS + 0x10000, DEVICE_ADDRESS + 0x1ffff),
     .objects = RANGES({0, 100}),
     .pins = EXCLUSIVE_RANGE(SEL4RPC_PIN(0, 20), SEL4RPC_PIN(0, 21)),
     .msis = RANGES({7, 11})},
    {.irqs = RANGES({1, 2}, {5, 4})},
    {.ports = RANGES({1, 4}, {1, 2})},
};

/* ---- Operations; each returns with the server current. */

static struct request some_request(struct choices *choices)
{
    static const struct {
        seL4_Word type, size_bits, more;
    } objects[] = {
        {seL4_UntypedObject, 4, 12},          {seL4_UntypedObject, 12, 3},
        {seL4_TCBObject, seL4_TCBBits, 1},    {seL4_EndpointObject, 0, 1},
        {seL4_NotificationObject, 0, 1},      {seL4_CapTableObject, 1, 6},
        {seL4_ARCH_4KPage, seL4_PageBits, 1},
    };
    static const unsigned device_objects[] = {1, 6};
    struct request request = {.first = SEL4RPC_ANYWHERE};

    switch (choices_below(choices, 8)) {
    case 0:
        return (struct request){.kind = LeaseKind_IRQ, .first = FIRST_IRQ + choices_below(choices, 13)};
    case 1:
        return (struct request){.kind = LeaseKind_MSI, .first = choices_below(choices, 12)};
    case 2:
        request = (struct request){.kind = LeaseKind_IOAPIC};
        request.first = SEL4RPC_PIN(0, 14 + choices_below(choices, 8));
        request.vector = choices_below(choices, 12);
        return request;
    case 3:
        request = (struct request){.kind = LeaseKind_IOPORT, .first = 0x3f0 + choices_below(choices, 32)};
        request.last = request.first + choices_below(choices, 8);
        return request;
    default:
        break;
    }
    unsigned place = choices_below(choices, 4);
    unsigned n = place < 2 ? choices_below(choices, COUNT_OF(objects)) : device_objects[place - 2];
    request.kind = LeaseKind_MEMORY;
    request.type = objects[n].type;
    request.size_bits = objects[n].size_bits + choices_below(choices, (unsigned)objects[n].more);
    if (place >= 2) {
        request.device = choices_below(choices, 4) == 0;
        request.first =
            request.device ? SEL4RPC_ANYWHERE : DEVICE_ADDRESS + 0x1000 * choices_below(choices, 32);
    }
    return request;
}

/* Returns one of the client's slots that is empty, or full. */
static bool find_slot(struct play *play, unsigned n, bool full, unsigned *slot)
{
    unsigned start = choices_below(&play->choices, CROWD_SLOTS);

    for (unsigned i = 0; i < CROWD_SLOTS; i++) {
        *slot = (start + i) % CROWD_SLOTS;
        if (books_slot_is_full(&play->books, n, *slot) == full) {
            return true;
        }
    }
    return false;
}

static void end(struct play *play, struct books_entry *entry)
{
    play->stale[play->stale_count++ % STALE_COOKIES] = entry->cookie;
    entry->used = false;
}

static void grant(struct play *play, unsigned n)
{
    struct request request = some_request(&play->choices);
    bool occupied = choices_below(&play->choices, 20) == 0;
    int expected = books_predict(&play->books, n, &request);
    struct grant_result result;
    unsigned slot;

    if (!find_slot(play, n, occupied, &slot)) {
        return;
    }
    struct books_entry *same =
        expected == 0 && play->books.limits[n] != NULL ? books_same(&play->books, n, &request) : NULL;
    sel4rpc_client_t *rpc = crowd_be(play->crowd, n);
    int error = request_ask(rpc, &request, client_slot(slot), &result);
    assert_int_equal(error, expected == 0 && occupied ? SEL4RPC_NO_CAPABILITY : expected);
    assert_int_equal(client_slot_is_full(slot), occupied ? same == NULL || same->slot != slot : error == 0);
    if (same != NULL && occupied) {
        end(play, same); /* the client's library gave it back */
    } else if (same != NULL) {
        assert_int_equal(result.cookie, same->cookie);
        client_delete(slot);
    } else if (error == 0) {
        assert_null(books_find(&play->books, n, result.cookie));
        books_add(&play->books, n, &request, slot, &result);
    }
}

/* The client frees something of its own, by the call for memory or the one for everything. */
static void give_back(struct play *play, unsigned n)
{
    struct books_entry *entry = books_any(&play->books, n, choices_below(&play->choices, BOOKS_ENTRIES));
    bool lie = choices_below(&play->choices, 10) == 0;

    if (entry == NULL || !entry->leased) {
        return;
    }
    sel4rpc_memory_t memory = {
        .cookie = entry->cookie, .type = entry->request.type, .size_bits = entry->request.size_bits + lie};
    sel4rpc_client_t *rpc = crowd_be(play->crowd, n);
    bool by_release = choices_below(&play->choices, 2) == 0;
    int expected = !books_serve(&play->books, n) ? seL4_IllegalOperation : 0;
    if (expected == 0 && !by_release && entry->request.kind != LeaseKind_MEMORY) {
        expected = seL4_InvalidCapability;
    } else if (expected == 0 && !by_release && lie) {
        expected = seL4_InvalidArgument;
    }
    assert_int_equal(by_release ? sel4rpc_release(rpc, entry->cookie) : sel4rpc_free_memory(rpc, &memory),
                     expected);
    if (expected == 0) {
        end(play, entry);
    }
    assert_int_equal(client_slot_is_full(entry->slot), books_slot_is_full(&play->books, n, entry->slot));
}

/* Cookies that are not the client's: others', those of ended leases, and invented ones. */
static void guess(struct play *play, unsigned n)
{
    unsigned other = choices_below(&play->choices, CROWD_CLIENTS);
    struct books_entry *entry = books_any(&play->books, other, choices_below(&play->choices, BOOKS_ENTRIES));
    uint64_t cookie = choices_number(&play->choices, 8);

    switch (choices_below(&play->choices, 4)) {
    case 0:
        cookie = play->stale[choices_below(&play->choices, STALE_COOKIES)];
        break;
    case 1:
        cookie = entry != NULL ? entry->cookie ^ UINT64_C(1) << (cookie % 64) : cookie;
        break;
    case 2:
        cookie = entry != NULL ? entry->cookie : cookie;
        break;
    default:
        break;
    }
    if (books_find(&play->books, n, cookie) != NULL) {
        return;
    }
    sel4rpc_memory_t memory = {.cookie = cookie, .type = seL4_UntypedObject, .size_bits = 12};
    LeaseMessage lease = {.cookie = cookie};
    sel4rpc_client_t *rpc = crowd_be(play->crowd, n);
    int refusal = books_serve(&play->books, n) ? seL4_InvalidCapability : seL4_IllegalOperation;
    assert_int_equal(sel4rpc_release(rpc, cookie), refusal);
    assert_int_equal(sel4rpc_free_memory(rpc, &memory), refusal);
    if (play->books.limits[n] != NULL && cookie != 0) {
        assert_int_equal(sel4rpc_next_lease(rpc, &lease), seL4_InvalidCapability);
    }
}

static void delete_copy(struct play *play, unsigned n)
{
    struct books_entry *entry = books_any(&play->books, n, choices_below(&play->choices, BOOKS_ENTRIES));

    if (entry != NULL && entry->copy) {
        crowd_be(play->crowd, n);
        client_delete(entry->slot);
        entry->copy = false;
        entry->used = entry->leased;
    }
}

static void release_one(struct play *play, unsigned n)
{
    struct books_entry *entry = books_any(&play->books, n, choices_below(&play->choices, BOOKS_ENTRIES));

    if (entry != NULL && entry->leased) {
        assert_int_equal(
            sel4rpc_server_release(&play->crowd->env, play->crowd->clients[n].badge, entry->cookie), 0);
        assert_int_equal(
            sel4rpc_server_release(&play->crowd->env, play->crowd->clients[n].badge, entry->cookie),
            seL4_InvalidCapability);
        end(play, entry);
    }
}

static void release_client(struct play *play, unsigned n)
{
    assert_int_equal(sel4rpc_server_release_client(&play->crowd->env, play->crowd->clients[n].badge), 0);
    books_release(&play->books, n, false);
}

static void unregister(struct play *play, unsigned n)
{
    int expected = play->books.limits[n] != NULL ? 0 : seL4_FailedLookup;

    assert_int_equal(sel4rpc_server_unregister(&play->crowd->env, play->crowd->clients[n].badge), expected);
    if (expected == 0) {
        books_release(&play->books, n, false);
        play->books.limits[n] = NULL;
    }
}

static void declare(struct play *play, unsigned n)
{
    const sel4rpc_limits_t *limits = &declarations[choices_below(&play->choices, COUNT_OF(declarations))];
    const char *wrong = "not set";
    int error = sel4rpc_server_register(&play->crowd->env, play->crowd->clients[n].badge, limits, &wrong);

    assert_int_equal(error, books_predict_limits(&play->books, n, limits));
    assert_true(books_name_wrong(&play->books, n, limits, wrong));
    if (error == 0) {
        play->books.limits[n] = limits;
        play->books.clients_only = true;
    }
}

/* The client dies. Its leases are revoked before, after, or never. */
static void crash(struct play *play, unsigned n)
{
    unsigned when = choices_below(&play->choices, 3);

    crowd_crash(play->crowd, n);
    if (when == 0) {
        release_client(play, n);
    }
    crowd_destroy(play->crowd, n);
    for (size_t i = 0; i < BOOKS_ENTRIES; i++) {
        struct books_entry *entry = &play->books.entries[i];
        if (entry->used && entry->owner == n) {
            entry->copy = false;
            entry->used = entry->leased;
        }
    }
    if (when == 1) {
        release_client(play, n);
    }
    crowd_start(play->crowd, n);
}

/* The client walks its leases: each is in the books, and none is missing. */
static void ask(struct play *play, unsigned n)
{
    sel4rpc_client_t *rpc = crowd_be(play->crowd, n);
    const sel4rpc_limits_t *limits = play->books.limits[n];
    AccountMessage account;
    LeaseMessage lease = {0};
    unsigned count = 0;
    int error;

    if (limits == NULL) {
        assert_int_equal(sel4rpc_get_account(rpc, &account), seL4_IllegalOperation);
        return;
    }
    assert_int_equal(sel4rpc_get_account(rpc, &account), 0);
    assert_int_equal(account.memory_limit, limits->memory_bytes);
    assert_int_equal(account.memory_bytes, books_bytes(&play->books, n));
    while ((error = sel4rpc_next_lease(rpc, &lease)) == 0) {
        const struct books_entry *entry = books_find(&play->books, n, lease.cookie);
        assert_non_null(entry);
        assert_true(entry->accounted && entry->request.kind == lease.kind);
        bool told = books_tell_address(&play->books, n, entry);
        assert_int_equal(lease.first, told ? entry->first : 1);
        assert_int_equal(lease.last, told ? entry->last : 0);
        count++;
    }
    assert_int_equal(error, seL4_FailedLookup);
    assert_int_equal(count, books_leases(&play->books, n));
}

static void walk(struct play *play, unsigned n)
{
    uint64_t position = 0;
    LeaseMessage lease;
    seL4_Word badge;
    unsigned count = 0;

    (void)n;
    while (sel4rpc_server_next_lease(&play->crowd->env, &position, &lease, &badge)) {
        unsigned owner = 0;
        while (owner < CROWD_CLIENTS && play->crowd->clients[owner].badge != badge) {
            owner++;
        }
        assert_non_null(books_find(&play->books, owner, lease.cookie));
        count++;
    }
    assert_int_equal(count, books_leases(&play->books, CROWD_CLIENTS));
}

/* The parent changes its mind about parking. */
static void park(struct play *play, unsigned n)
{
    static const struct {
        uint32_t leases;
        uint64_t bytes;
    } bounds[] = {{0, 0}, {3, 0x4000}, {20, UINT64_MAX}};
    unsigned choice = choices_below(&play->choices, COUNT_OF(bounds) + 1);

    (void)n;
    if (choice < COUNT_OF(bounds)) {
        sel4rpc_server_set_parking(&play->crowd->env, bounds[choice].leases, bounds[choice].bytes);
    } else {
        assert_int_equal(sel4rpc_server_flush_parked(&play->crowd->env), 0);
        assert_int_equal(play->crowd->env.parked.count, 0);
    }
}

static const struct {
    void (*operation)(struct play *play, unsigned n);
    unsigned weight;
} operations[] = {
    {grant, 480},      {give_back, 220},  {guess, 120},
    {delete_copy, 40}, {release_one, 30}, {release_client, 10},
    {unregister, 12},  {declare, 40},     {crash, 6},
    {ask, 30},         {walk, 8},         {park, 4},
};

/* ---- */

static void act(struct play *play)
{
    unsigned n = choices_below(&play->choices, CROWD_CLIENTS);
    unsigned draw = choices_below(&play->choices, 1000);
    size_t i = 0;

    while (draw >= operations[i].weight) {
        draw -= operations[i].weight;
        i++;
    }
    operations[i].operation(play, n);
    crowd_be_server();
}

static void compare(struct play *play)
{
    const struct books *books = &play->books;
    struct crowd *crowd = play->crowd;
    struct fixture_balance now = fixture_get_balance();
    sel4rpc_statistics_t statistics;
    unsigned interrupts = books_issued(books, LeaseKind_IRQ) + books_issued(books, LeaseKind_MSI) +
                          books_issued(books, LeaseKind_IOAPIC);

    crowd_assert_valid(crowd);
    sel4rpc_server_get_statistics(&crowd->env, &statistics);
    assert_int_equal(statistics.held, books_leases(books, CROWD_CLIENTS));
    assert_int_equal(now.memory.allocations, crowd->before.memory.allocations +
                                                 books_issued(books, LeaseKind_MEMORY) +
                                                 server_parked(&crowd->env, LeaseKind_MEMORY));
    assert_int_equal(now.census.irq_handlers, crowd->before.census.irq_handlers + interrupts);
    assert_int_equal(now.census.io_ports, crowd->before.census.io_ports +
                                              books_issued(books, LeaseKind_IOPORT) +
                                              server_parked(&crowd->env, LeaseKind_IOPORT));
    for (unsigned n = 0; n < CROWD_CLIENTS; n++) {
        AccountMessage account = {0};
        int error = sel4rpc_server_get_account(&crowd->env, crowd->clients[n].badge, &account);
        assert_int_equal(error, books->limits[n] != NULL ? 0 : seL4_FailedLookup);
        assert_int_equal(account.leases, books_leases(books, n));
        assert_int_equal(account.memory_bytes, books_bytes(books, n));
    }
}

void play_step(struct play *play)
{
    act(play);
    compare(play);
}
