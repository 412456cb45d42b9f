/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * vka_is_valid(): each rule of the records of the child's allocator, broken by hand.
 */
#include "support/is_valid.h"
#include "support/tenant.h"
#include "support/test.h"

#include "allocator/record.h"

#define CHUNK_BITS 16
#define LARGE_BITS 14
#define SMALL_BITS 9

/*
 * A chunk split into a slab of large untypeds, one of which is split into a slab of frames, one of which is
 * split into small untypeds and has room for more. Members of each slab are free.
 */
static void fill(struct tenant *tenant)
{
    vka_object_t larges[4];

    tenant_limit(tenant, 1 << CHUNK_BITS, SEL4RPC_UNLIMITED);
    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, CHUNK_BITS), 0);
    for (unsigned i = 0; i < COUNT_OF(larges); i++) {
        larges[i] = tenant_alloc(tenant, seL4_UntypedObject, LARGE_BITS);
    }
    tenant_free(tenant, &larges[0]);
    for (unsigned i = 0; i < 2; i++) {
        (void)tenant_alloc(tenant, FRAME);
    }
    (void)tenant_alloc(tenant, seL4_UntypedObject, SMALL_BITS);
    tenant_free(tenant, &larges[1]);
}

/* ---- The records of that state. */

static uint32_t find(const sel4rpc_vka_t *allocator, enum record_kind kind, unsigned bits)
{
    for (uint32_t number = 1; number <= allocator->reached; number++) {
        const sel4rpc_vka_record_t *record = record_at(allocator, number);
        if (record->kind == kind && record->bits == bits) {
            return number;
        }
    }
    fail_msg("there is no such record");
    return 0;
}

static sel4rpc_vka_record_t *chunk(sel4rpc_vka_t *allocator)
{
    return record_at(allocator, find(allocator, RECORD_SLAB, CHUNK_BITS));
}

static sel4rpc_vka_record_t *larges(sel4rpc_vka_t *allocator)
{
    return record_at(allocator, find(allocator, RECORD_SLAB, LARGE_BITS));
}

static sel4rpc_vka_record_t *frames(sel4rpc_vka_t *allocator)
{
    return record_at(allocator, find(allocator, RECORD_SLAB, seL4_PageBits));
}

static sel4rpc_vka_record_t *split(sel4rpc_vka_t *allocator)
{
    return record_at(allocator, find(allocator, RECORD_SPLIT, CHUNK_BITS));
}

static uint32_t *list_of(sel4rpc_vka_t *allocator, unsigned bits)
{
    return &allocator->free[bits - seL4_MinUntypedBits];
}

/* ---- The rules. */

static void more_is_free_than_it_tells(sel4rpc_vka_t *allocator)
{
    frames(allocator)->free--;
}

static void run_of_none(sel4rpc_vka_t *allocator)
{
    sel4rpc_vka_record_t *slab = frames(allocator);

    *list_of(allocator, seL4_PageBits) = 0;
    slab->free = 0;
    slab->count = 0;
    slab->taken[0] = 0;
}

static void run_of_too_many(sel4rpc_vka_t *allocator)
{
    sel4rpc_vka_record_t *slab = frames(allocator);

    slab->free = (uint16_t)(slab->free + SEL4RPC_VKA_FAN_OUT + 1 - slab->count);
    slab->count = SEL4RPC_VKA_FAN_OUT + 1;
}

static void members_too_small(sel4rpc_vka_t *allocator)
{
    frames(allocator)->bits = seL4_MinUntypedBits - 1;
}

static void members_too_large(sel4rpc_vka_t *allocator)
{
    frames(allocator)->bits = seL4_MaxUntypedBits + 1;
}

static void divided_member_that_is_free(sel4rpc_vka_t *allocator)
{
    sel4rpc_vka_record_t *slab = larges(allocator);
    sel4rpc_vka_record_t *inner = record_at(allocator, find(allocator, RECORD_SPLIT, LARGE_BITS));

    record_flip(slab->split, inner->count);
    inner->count = (uint16_t)record_first_free(slab);
    record_flip(slab->split, inner->count);
}

static void member_that_is_divided_into_nothing(sel4rpc_vka_t *allocator)
{
    record_flip(frames(allocator)->split, 0);
    allocator->statistics.objects--;
}

static void run_in_a_run(sel4rpc_vka_t *allocator)
{
    sel4rpc_vka_record_t *inner = record_at(allocator, find(allocator, RECORD_SPLIT, LARGE_BITS));

    inner->first = 0;
    inner->live = 0;
    frames(allocator)->within = find(allocator, RECORD_SLAB, LARGE_BITS);
}

static void run_in_another_untyped(sel4rpc_vka_t *allocator)
{
    larges(allocator)->within = find(allocator, RECORD_SPLIT, LARGE_BITS);
}

static void free_frames_are_not_listed(sel4rpc_vka_t *allocator)
{
    *list_of(allocator, seL4_PageBits) = 0;
}

static void run_without_free_members_is_listed(sel4rpc_vka_t *allocator)
{
    *list_of(allocator, CHUNK_BITS) = find(allocator, RECORD_SLAB, CHUNK_BITS);
}

static void list_of_free_ones_leads_nowhere(sel4rpc_vka_t *allocator)
{
    *list_of(allocator, seL4_PageBits) = allocator->reached + 1;
}

static void list_of_divided_ones_is_a_circle(sel4rpc_vka_t *allocator)
{
    uint32_t number = find(allocator, RECORD_SPLIT, seL4_PageBits);

    record_at(allocator, number)->next = number;
}

static void divided_ones_are_not_listed(sel4rpc_vka_t *allocator)
{
    memset(allocator->rooms, 0, sizeof(allocator->rooms));
}

static void divided_one_is_listed_for_more_than_it_has_room_for(sel4rpc_vka_t *allocator)
{
    uint32_t *rooms = &allocator->rooms[seL4_PageBits - 1 - seL4_MinUntypedBits];

    rooms[1] = rooms[0];
    rooms[0] = 0;
}

static void divided_one_without_room_is_listed(sel4rpc_vka_t *allocator)
{
    allocator->rooms[0] = find(allocator, RECORD_SPLIT, CHUNK_BITS);
}

static void more_is_in_use_than_it_tells(sel4rpc_vka_t *allocator)
{
    split(allocator)->live--;
}

static void more_is_in_it_than_was_given_out(sel4rpc_vka_t *allocator)
{
    split(allocator)->used = 1;
}

static void more_was_given_out_than_it_has(sel4rpc_vka_t *allocator)
{
    split(allocator)->used = ((seL4_Word)1 << CHUNK_BITS) + 1;
}

static void divided_for_a_member_that_is_not(sel4rpc_vka_t *allocator)
{
    record_flip(chunk(allocator)->split, 0);
    record_flip(frames(allocator)->split, 0);
}

static void divided_of_another_size(sel4rpc_vka_t *allocator)
{
    split(allocator)->bits--;
}

static void gone_but_not_forgotten(sel4rpc_vka_t *allocator)
{
    frames(allocator)->gone = true;
}

static void chunk_in_use_is_kept(sel4rpc_vka_t *allocator)
{
    allocator->kept = find(allocator, RECORD_SPLIT, CHUNK_BITS);
}

static void chunk_that_is_divided_is_kept(sel4rpc_vka_t *allocator)
{
    allocator->kept = find(allocator, RECORD_SLAB, CHUNK_BITS);
}

static void run_is_kept(sel4rpc_vka_t *allocator)
{
    allocator->kept = find(allocator, RECORD_SLAB, LARGE_BITS);
}

static void too_many_objects(sel4rpc_vka_t *allocator)
{
    allocator->statistics.objects++;
}

static void too_many_chunks(sel4rpc_vka_t *allocator)
{
    allocator->statistics.chunks++;
}

static void too_many_bytes(sel4rpc_vka_t *allocator)
{
    allocator->statistics.bytes++;
}

static void too_many_ordinary_bytes(sel4rpc_vka_t *allocator)
{
    allocator->ordinary_bytes++;
}

static void too_many_slots(sel4rpc_vka_t *allocator)
{
    allocator->statistics.slots++;
}

static void too_many_records(sel4rpc_vka_t *allocator)
{
    allocator->statistics.records++;
}

static const struct rule {
    const char *name;
    void (*break_it)(sel4rpc_vka_t *allocator);
} rules[] = {
#define RULE(function)                                                                                       \
    {                                                                                                        \
        .name = #function, .break_it = function                                                              \
    }
    RULE(more_is_free_than_it_tells),
    RULE(run_of_none),
    RULE(run_of_too_many),
    RULE(members_too_small),
    RULE(members_too_large),
    RULE(divided_member_that_is_free),
    RULE(member_that_is_divided_into_nothing),
    RULE(run_in_a_run),
    RULE(run_in_another_untyped),
    RULE(free_frames_are_not_listed),
    RULE(run_without_free_members_is_listed),
    RULE(list_of_free_ones_leads_nowhere),
    RULE(list_of_divided_ones_is_a_circle),
    RULE(divided_ones_are_not_listed),
    RULE(divided_one_is_listed_for_more_than_it_has_room_for),
    RULE(divided_one_without_room_is_listed),
    RULE(more_is_in_use_than_it_tells),
    RULE(more_is_in_it_than_was_given_out),
    RULE(more_was_given_out_than_it_has),
    RULE(divided_for_a_member_that_is_not),
    RULE(divided_of_another_size),
    RULE(gone_but_not_forgotten),
    RULE(chunk_in_use_is_kept),
    RULE(chunk_that_is_divided_is_kept),
    RULE(run_is_kept),
    RULE(too_many_objects),
    RULE(too_many_chunks),
    RULE(too_many_bytes),
    RULE(too_many_ordinary_bytes),
    RULE(too_many_slots),
    RULE(too_many_records),
};

static void each_broken_rule_is_found(void **state)
{
    struct tenant *tenant = *state;
    sel4rpc_vka_t *allocator = &tenant->allocator;
    static sel4rpc_vka_record_t records[TENANT_RECORDS];

    fill(tenant);
    sel4rpc_vka_t before = *allocator;
    memcpy(records, tenant->records, sizeof(records));
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        assert_true(vka_is_valid(allocator));
        rules[i].break_it(allocator);
        if (vka_is_valid(allocator)) {
            fail_msg("not found: %s", rules[i].name);
        }
        *allocator = before;
        memcpy(tenant->records, records, sizeof(records));
    }
}

static void records_that_were_never_used_say_nothing(void **state)
{
    struct tenant *tenant = *state;

    fill(tenant);
    memset(record_at(&tenant->allocator, tenant->allocator.reached + 1), 1, sizeof(tenant->records[0]));
    assert_true(vka_is_valid(&tenant->allocator));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_broken_rule_is_found, tenant_set_up, tenant_tear_down),
        cmocka_unit_test_setup_teardown(records_that_were_never_used_say_nothing, tenant_set_up,
                                        tenant_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
