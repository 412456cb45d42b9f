/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fuzzer of limits: declarations of any form for several clients, one after another.
 *
 * Input. One step after another. One byte: the client. One byte: whether it is unregistered (1), else whether
 * two numbers give the limits of memory and leases (2). If it is registered:
 *  - for each of the six sets one byte: the number of ranges (bits 0 to 3), whether the set is everything
 *    (16), is exclusive (32), counts ranges without having any (64);
 *  - for each range two numbers.
 *
 * A number is a byte: below 0xc0 itself; from there on one near a power of two, or eight bytes follow. Then,
 * if the client is registered, what it claims: one byte for the kind, three numbers.
 *
 * Checked against a model that knows points only: two ranges overlap if one holds the other's first number. A
 * declaration is refused if and only if the model finds a fault, and the answer names one of the faults: the
 * member and its error. A refusal leaves the server's records unchanged. After a success the limits are as
 * declared: they permit a claim if and only if each of its numbers is in a range.
 */
#include "support/is_valid.h"
#include "fuzz.h"

#include "support/scripted_kernel.h"

#include "server/client.h"
#include "server/limit.h"
#include <stdlib.h>
#include <vspace/arch/page.h>

#define CLIENTS 12
#define BADGE(client) ((client) + 1)
#define SETS 7
#define MOST_RANGES 15
#define ERROR_BIT(error) (1u << (error))

static const struct {
    const char *name;
    LeaseKind kind;
    size_t offset;
    uint64_t max;
} sets[SETS] = {
    {"addresses", LeaseKind_MEMORY, offsetof(sel4rpc_limits_t, addresses), (seL4_Word)-1},
    {"objects", LeaseKind_OBJECT, offsetof(sel4rpc_limits_t, objects), UINT64_MAX},
    {"irqs", LeaseKind_IRQ, offsetof(sel4rpc_limits_t, irqs), 0xffffffff},
    {"msis", LeaseKind_MSI, offsetof(sel4rpc_limits_t, msis), 0xffffffff},
    {"pins", LeaseKind_IOAPIC, offsetof(sel4rpc_limits_t, pins), 7 * 256 + 255},
    {"ports", LeaseKind_IOPORT, offsetof(sel4rpc_limits_t, ports), 0xffff},
    {"cores", LeaseKind_CORE, offsetof(sel4rpc_limits_t, cores), 0xff},
};

/* Limits, and exactly as much memory as their sets need. */
struct declaration {
    sel4rpc_limits_t limits;
    sel4rpc_range_t *ranges[SETS];
};

struct session {
    struct choices choices;
    sel4rpc_server_env_t env;
    struct declaration *declarations[CLIENTS]; /* of the registered clients; the index is the badge */
};

static struct session session;

static const sel4rpc_set_t *set_of(const struct declaration *declaration, unsigned n)
{
    return (const sel4rpc_set_t *)((const char *)&declaration->limits + sets[n].offset);
}

/* ---- Reading. */

static uint64_t read_number(void)
{
    unsigned byte = choices_below(&session.choices, 256);

    if (byte < 0xc0) {
        return byte;
    }
    if (byte < 0xf0) { /* 2^2 to 2^62, and each minus and plus one */
        return (UINT64_C(1) << (2 + 4 * ((byte - 0xc0) / 3))) + (byte - 0xc0) % 3 - 1;
    }
    return byte < 0xf8 ? UINT64_MAX - (byte - 0xf0) : choices_number(&session.choices, 8);
}

static void read_set(struct declaration *declaration, unsigned n)
{
    unsigned flags = choices_below(&session.choices, 256);
    size_t count = flags & 15;
    sel4rpc_set_t set = {.count = count, .all = (flags & 16) != 0, .exclusive = (flags & 32) != 0};

    if ((flags & 64) == 0) {
        declaration->ranges[n] = malloc(count * sizeof(sel4rpc_range_t) + (count == 0));
        assert_non_null(declaration->ranges[n]);
        for (size_t i = 0; i < count; i++) {
            declaration->ranges[n][i].first = read_number();
            declaration->ranges[n][i].last = read_number();
        }
    }
    set.ranges = declaration->ranges[n];
    memcpy((char *)&declaration->limits + sets[n].offset, &set, sizeof(set));
}

static struct declaration *declaration_new(bool tells_limits)
{
    struct declaration *declaration = calloc(1, sizeof(*declaration));

    assert_non_null(declaration);
    declaration->limits = (sel4rpc_limits_t){.memory_bytes = 1u << 20, .leases = 10};
    if (tells_limits) {
        declaration->limits.memory_bytes = read_number();
        declaration->limits.leases = read_number();
    }
    for (unsigned n = 0; n < SETS; n++) {
        read_set(declaration, n);
    }
    return declaration;
}

static void declaration_destroy(struct declaration *declaration)
{
    for (unsigned n = 0; declaration != NULL && n < SETS; n++) {
        free(declaration->ranges[n]);
    }
    free(declaration);
}

/* ---- The model. */

static unsigned ranges_with(const sel4rpc_set_t *set, uint64_t number)
{
    unsigned with = 0;

    for (size_t i = 0; i < set->count; i++) {
        with += set->ranges[i].first <= number && number <= set->ranges[i].last;
    }
    return with;
}

static bool contains(const sel4rpc_set_t *set, uint64_t number)
{
    return set->all || ranges_with(set, number) > 0;
}

/* Returns the faults within a set, one bit for each error. */
static unsigned own_faults(const sel4rpc_set_t *set, uint64_t max)
{
    unsigned faults = 0;

    if (set->count > 0 && (set->all || set->ranges == NULL)) {
        return ERROR_BIT(seL4_InvalidArgument);
    }
    for (size_t i = 0; i < set->count; i++) {
        if (set->ranges[i].first > set->ranges[i].last ||
            (i > 0 && set->ranges[i].first <= set->ranges[i - 1].last)) {
            faults |= ERROR_BIT(seL4_InvalidArgument);
        }
        if (set->ranges[i].last > max) {
            faults |= ERROR_BIT(seL4_RangeError);
        }
    }
    return faults;
}

/* Tells whether two faultless sets overlap: then one holds the first number of a range of the other. */
static bool share_a_number(const sel4rpc_set_t *a, const sel4rpc_set_t *b)
{
    if (a->all && b->all) {
        return true;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (contains(b, a->ranges[i].first)) {
            return true;
        }
    }
    for (size_t i = 0; i < b->count; i++) {
        if (contains(a, b->ranges[i].first)) {
            return true;
        }
    }
    return false;
}

/* Whether interrupts by number, of x86, are among pins or vectors of others. */
static bool share_an_interrupt(const sel4rpc_set_t *irqs, const sel4rpc_set_t *others, bool pins)
{
    /* All vectors are interrupts here, also those that no processor has. */
    if (!pins) {
        return share_a_number(irqs, others);
    }
    for (uint64_t irq = 0; irq < 256; irq++) {
        if (contains(irqs, irq) && contains(others, irq == 0 ? 2 : irq)) {
            return true;
        }
    }
    return false;
}

/* Whether set n of one client and set m of another are in each other's way. */
static bool sets_collide(const struct declaration *a, unsigned n, const struct declaration *b, unsigned m)
{
    const sel4rpc_set_t *one = set_of(a, n), *other = set_of(b, m);

    if (!one->exclusive && !other->exclusive) {
        return false;
    }
    if (n == m) {
        return share_a_number(one, other);
    }
    if (sets[n].kind == LeaseKind_IRQ &&
        (sets[m].kind == LeaseKind_MSI || sets[m].kind == LeaseKind_IOAPIC)) {
        return share_an_interrupt(one, other, sets[m].kind == LeaseKind_IOAPIC);
    }
    if (sets[m].kind == LeaseKind_IRQ &&
        (sets[n].kind == LeaseKind_MSI || sets[n].kind == LeaseKind_IOAPIC)) {
        return share_an_interrupt(other, one, sets[n].kind == LeaseKind_IOAPIC);
    }
    return false;
}

static unsigned faults_of(const struct declaration *declaration, unsigned n)
{
    unsigned faults = own_faults(set_of(declaration, n), sets[n].max);

    for (unsigned i = 0; i < CLIENTS && faults == 0; i++) {
        for (unsigned m = 0; m < SETS && session.declarations[i] != NULL; m++) {
            if (sets_collide(declaration, n, session.declarations[i], m)) {
                faults = ERROR_BIT(seL4_RevokeFirst);
            }
        }
    }
    return faults;
}

static bool has_bad_leases(const sel4rpc_limits_t *limits)
{
    return limits->leases > UINT32_MAX && limits->leases != SEL4RPC_UNLIMITED;
}

/* Fails unless the error is a fault of the named member. */
static void check_refusal(const struct declaration *declaration, int error, const char *wrong)
{
    assert_non_null(wrong);
    if (strcmp(wrong, "leases") == 0) {
        assert_int_equal(error, seL4_RangeError);
        assert_true(has_bad_leases(&declaration->limits));
        return;
    }
    for (unsigned n = 0; n < SETS; n++) {
        if (strcmp(wrong, sets[n].name) == 0) {
            assert_true((faults_of(declaration, n) & ERROR_BIT(error)) != 0);
            return;
        }
    }
    fail_msg("no such member: %s", wrong);
}

static bool is_faulty(const struct declaration *declaration)
{
    bool faulty = has_bad_leases(&declaration->limits);

    for (unsigned n = 0; n < SETS; n++) {
        faulty = faulty || faults_of(declaration, n) != 0;
    }
    return faulty;
}

/* Tells whether a set holds all numbers of a range: no gap begins in it. */
static bool contains_all(const sel4rpc_set_t *set, uint64_t first, uint64_t last)
{
    bool all = contains(set, first);

    for (size_t i = 0; i < set->count; i++) {
        uint64_t end = set->ranges[i].last;
        all = all && (end < first || end >= last || contains(set, end + 1));
    }
    return all;
}

/* ---- The server. */

/* Everything that the server knows of its clients. */
struct records {
    sel4rpc_server_env_t env;
    sel4rpc_client_record_t *clients;
};

static struct records records_copy(void)
{
    size_t bytes = session.env.clients.capacity * sizeof(sel4rpc_client_record_t);
    struct records records = {.clients = malloc(bytes + 1)};

    assert_non_null(records.clients);
    memcpy(&records.env, &session.env, sizeof(session.env));
    if (bytes > 0) {
        memcpy(records.clients, session.env.clients.records, bytes);
    }
    return records;
}

static bool records_are_the_same(const struct records *records)
{
    size_t bytes = session.env.clients.capacity * sizeof(sel4rpc_client_record_t);

    return memcmp(&records->env, &session.env, sizeof(session.env)) == 0 &&
           (bytes == 0 || memcmp(records->clients, session.env.clients.records, bytes) == 0);
}

static void register_client(unsigned client, bool tells_limits)
{
    struct declaration *declaration = declaration_new(tells_limits);
    struct records before = records_copy();
    const char *wrong = "not set";
    int error = sel4rpc_server_register(&session.env, BADGE(client), &declaration->limits, &wrong);

    if (session.declarations[client] != NULL) {
        assert_int_equal(error, seL4_DeleteFirst);
        assert_string_equal(wrong, "badge");
    } else if (error != 0) {
        check_refusal(declaration, error, wrong);
    } else {
        assert_false(is_faulty(declaration));
        assert_null(wrong);
        session.declarations[client] = declaration;
    }
    if (error != 0) {
        assert_true(records_are_the_same(&before));
        declaration_destroy(declaration);
    }
    free(before.clients);
}

static void unregister_client(unsigned client)
{
    int wanted = session.declarations[client] != NULL ? 0 : seL4_FailedLookup;

    assert_int_equal(sel4rpc_server_unregister(&session.env, BADGE(client)), wanted);
    declaration_destroy(session.declarations[client]);
    session.declarations[client] = NULL;
}

/* ---- What a client may have. */

static struct claim read_claim(void)
{
    static const LeaseKind kinds[] = {LeaseKind_MEMORY, LeaseKind_IRQ, LeaseKind_MSI, LeaseKind_IOAPIC,
                                      LeaseKind_IOPORT};
    unsigned kind = choices_below(&session.choices, 2 * FUZZ_COUNT_OF(kinds));
    struct claim claim = {.kind = kinds[kind / 2], .anywhere = kind == 0};
    static const seL4_Word types[] = {seL4_UntypedObject, seL4_TCBObject, seL4_EndpointObject,
                                      seL4_ARCH_4KPage};

    claim.first = read_number();
    claim.last = read_number();
    uint64_t number = read_number();
    if (claim.last < claim.first || claim.kind == LeaseKind_IOAPIC) {
        claim.last = claim.first;
    }
    if (claim.kind == LeaseKind_MEMORY) {
        unsigned type = (unsigned)number % FUZZ_COUNT_OF(types);
        claim.device = number >= 0x80;
        assert_int_equal(srpc_object_measure(types[type], type == 0 ? 12 : 0, &claim.object), 0);
    } else if (claim.kind == LeaseKind_IOAPIC || (claim.kind == LeaseKind_IRQ && number != 0)) {
        claim.needs = claim.kind == LeaseKind_IRQ ? LeaseKind_CORE : LeaseKind_MSI;
        claim.needed = number;
    }
    return claim;
}

static bool is_permitted(const struct declaration *declaration, const struct claim *claim)
{
    const sel4rpc_limits_t *limits = &declaration->limits;

    switch (claim->kind) {
    case LeaseKind_MEMORY:
        return contains(&limits->objects, claim->object.type) &&
               (claim->anywhere ? !claim->device || limits->addresses.all
                                : contains_all(&limits->addresses, claim->first, claim->last));
    case LeaseKind_IRQ:
        return contains_all(&limits->irqs, claim->first, claim->last) &&
               (claim->needed == 0 || contains(&limits->cores, claim->needed));
    case LeaseKind_MSI:
        return contains_all(&limits->msis, claim->first, claim->last);
    case LeaseKind_IOAPIC:
        return contains(&limits->pins, claim->first) && contains(&limits->msis, claim->needed);
    default:
        return contains_all(&limits->ports, claim->first, claim->last);
    }
}

static void claim(unsigned client)
{
    const struct declaration *declaration = session.declarations[client];
    const sel4rpc_client_record_t *record = srpc_client_of(&session.env.clients, BADGE(client));
    struct claim claim = read_claim();
    uint64_t bytes = claim.kind == LeaseKind_MEMORY ? UINT64_C(1) << claim.object.memory_bits : 0;
    seL4_Error wanted = seL4_NoError;

    assert_non_null(record);
    assert_int_equal(record->limits.memory_bytes, declaration->limits.memory_bytes);
    assert_int_equal(record->limits.leases, declaration->limits.leases);
    if (!is_permitted(declaration, &claim)) {
        wanted = seL4_IllegalOperation;
    } else if (declaration->limits.leases == 0 || declaration->limits.memory_bytes < bytes) {
        wanted = seL4_NotEnoughMemory;
    }
    Reason reason = srpc_limits_permit(record, &claim);
    assert_int_equal(reason == Reason_UNTOLD ? seL4_NoError : srpc_limits_error(reason), wanted);
}

/* ---- */

static void take_step(void)
{
    unsigned client = choices_below(&session.choices, CLIENTS);
    unsigned flags = choices_below(&session.choices, 256);

    if ((flags & 1) != 0) {
        unregister_client(client);
    } else {
        register_client(client, (flags & 2) != 0);
    }
    if (session.declarations[client] != NULL) {
        claim(client);
    }
    assert_true(server_is_valid(&session.env, true));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    static vka_object_t reply;
    vka_t vka = {0}; /* never asked */

    scripted_kernel_reset(); /* no script: nothing here enters the kernel */
    memset(&session, 0, sizeof(session));
    session.choices = choices_by_bytes(bytes, count);
    assert_int_equal(sel4rpc_server_init(&session.env, &vka, NULL, NULL, &reply, NULL), 0);
    while (session.choices.left > 0) {
        take_step();
    }
    for (unsigned client = 0; client < CLIENTS; client++) {
        unregister_client(client);
    }
    assert_int_equal(session.env.clients.count, 0);
    return 0;
}
