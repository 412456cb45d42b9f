/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's allocator and its sources of slots and records: both may be scarce, and a source of slots may
 * call back.
 */
#include "support/is_valid.h"
#include "support/steps.h"
#include "support/tenant.h"
#include "support/test.h"

/* The tenant's slots, one at a time. */
static int alloc_single(void *data, seL4_Word count, seL4_CPtr *first)
{
    const sel4rpc_slots_t *slots = data;

    return count == 1 ? slots->alloc(slots->data, 1, first) : seL4_NotEnoughMemory;
}

static void free_any(void *data, seL4_CPtr first, seL4_Word count)
{
    const sel4rpc_slots_t *slots = data;

    slots->free(slots->data, first, count);
}

static void make_path(void *data, seL4_CPtr slot, cspacepath_t *path)
{
    const sel4rpc_slots_t *slots = data;

    slots->make_path(slots->data, slot, path);
}

static void use_source(struct tenant *tenant, const sel4rpc_slots_t *slots)
{
    assert_int_equal(
        sel4rpc_vka_init(&tenant->allocator, &tenant->client, slots, tenant->records, TENANT_RECORDS), 0);
}

static void single_slots_will_do(void **state)
{
    struct tenant *tenant = *state;
    const sel4rpc_slots_t single = {&tenant->slots, alloc_single, free_any, make_path};
    vka_object_t frames[10];

    use_source(tenant, &single);
    for (unsigned i = 0; i < COUNT_OF(frames); i++) {
        frames[i] = tenant_alloc(tenant, FRAME);
    }
    assert_int_equal(kernel_steps.retypes, 2 * COUNT_OF(frames));
    for (unsigned i = 0; i < COUNT_OF(frames); i++) {
        tenant_free(tenant, &frames[i]);
    }
    assert_tenant_is_freed(tenant);
}

static void slots_of_another_vka_will_do(void **state)
{
    struct tenant *tenant = *state;
    sel4rpc_slots_t slots;
    sel4rpc_vka_t other;
    vka_t vka;
    vka_object_t frames[20];

    assert_int_equal(sel4rpc_vka_init(&other, &tenant->client, &tenant->slots, tenant->records, 1), 0);
    sel4rpc_vka_make(&other, &vka);
    assert_int_equal(sel4rpc_slots_of_vka(&vka, &slots), 0);
    use_source(tenant, &slots);
    for (unsigned i = 0; i < COUNT_OF(frames); i++) {
        frames[i] = tenant_alloc(tenant, FRAME);
    }
    assert_true(kernel_steps.retypes < 2 * COUNT_OF(frames));
    for (unsigned i = 0; i < COUNT_OF(frames); i++) {
        tenant_free(tenant, &frames[i]);
    }
    assert_tenant_is_freed(tenant);
}

static void each_slot_that_is_missing_is_refused_and_nothing_changes(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frame;

    for (seL4_Word left = 0; left < 3; left++) { /* the object's, the chunk's, its untyped's */
        tenant->range.count = left;
        assert_int_equal(vka_alloc_object(&tenant->vka, FRAME, &frame), seL4_NotEnoughMemory);
        assert_tenant_is_empty(tenant);
    }
    tenant->range.count = 3;
    frame = tenant_alloc(tenant, FRAME);
    tenant_free(tenant, &frame);
    assert_tenant_is_freed(tenant);
    tenant->range.count = TENANT_SLOTS;
}

static void each_record_that_is_missing_is_refused_and_nothing_changes(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frame;

    for (uint32_t capacity = 0; capacity < 3; capacity++) { /* chunk, split untyped, slab */
        tenant->allocator.capacity = capacity;
        assert_int_equal(vka_alloc_object(&tenant->vka, FRAME, &frame), seL4_NotEnoughMemory);
        assert_tenant_is_empty(tenant);
    }
    tenant->allocator.capacity = 3;
    frame = tenant_alloc(tenant, FRAME);
    tenant_free(tenant, &frame);
    assert_tenant_is_freed(tenant);
}

static seL4_Word earlier; /* the number of an earlier allocation; 0: none */

/* A source of slots that allocates from the vka that takes slots from it, and frees. */
static int alloc_recursively(void *data, seL4_Word count, seL4_CPtr *first)
{
    struct tenant *tenant = data;
    cspacepath_t path;
    seL4_Word cookie;

    vka_utspace_free(&tenant->vka, FRAME, earlier);
    assert_int_equal(tenant->allocator.statistics.objects, earlier != 0);
    vka_cspace_make_path(&tenant->vka, 1000, &path);
    assert_int_equal(vka_utspace_alloc(&tenant->vka, &path, FRAME, &cookie), seL4_IllegalOperation);
    assert_int_equal(vka_utspace_alloc_at(&tenant->vka, &path, FRAME, 0x10440000, &cookie),
                     seL4_IllegalOperation);
    assert_int_equal(sel4rpc_vka_alloc_many(&tenant->allocator, &path, FRAME, 1, &cookie),
                     seL4_IllegalOperation);
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), seL4_IllegalOperation);
    return tenant->slots.alloc(tenant->slots.data, count, first);
}

static void free_of_tenant(void *data, seL4_CPtr first, seL4_Word count)
{
    free_any(&((struct tenant *)data)->slots, first, count);
}

static void path_of_tenant(void *data, seL4_CPtr slot, cspacepath_t *path)
{
    make_path(&((struct tenant *)data)->slots, slot, path);
}

static void call_from_within_is_refused(void **state)
{
    struct tenant *tenant = *state;
    const sel4rpc_slots_t calls_back = {tenant, alloc_recursively, free_of_tenant, path_of_tenant};
    cspacepath_t path;
    seL4_Word cookie;

    use_source(tenant, &calls_back);
    vka_cspace_make_path(&tenant->vka, 999, &path);
    earlier = 0;
    assert_int_equal(vka_utspace_alloc(&tenant->vka, &path, FRAME, &cookie), 0);
    earlier = cookie;
    vka_cspace_make_path(&tenant->vka, 998, &path);
    assert_int_equal(vka_utspace_alloc(&tenant->vka, &path, seL4_EndpointObject, seL4_EndpointBits, &cookie),
                     0);
    assert_true(vka_is_valid(&tenant->allocator));
}

/* Each step of an allocation fails once. */
static void whatever_fails_changes_nothing(void **state)
{
    struct tenant *tenant = *state;
    const int errors[] = {
        seL4_NotEnoughMemory,   /* the chunk's slot */
        seL4_IllegalOperation,  /* the parent */
        0,                      /* slots for a slab: half of it will do */
        seL4_InvalidCapability, /* the slab's Retype */
        seL4_InvalidCapability, /* the object's */
    };
    cspacepath_t path;
    seL4_Word cookie;

    vka_cspace_make_path(&tenant->vka, 2000, &path);
    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, 13), 0);
    kernel_steps_are_armed = true;
    tenant->answers_are_steps = true;
    for (unsigned step = 0; step < COUNT_OF(errors); step++) {
        steps_fail_at(step + 1);
        assert_int_equal(vka_utspace_alloc(&tenant->vka, &path, FRAME, &cookie), errors[step]);
        assert_true(steps_have_failed());
        if (errors[step] == 0) {
            assert_int_equal(seL4_CNode_Delete(path.root, path.capPtr, (seL4_Uint8)path.capDepth), 0);
            vka_utspace_free(&tenant->vka, FRAME, cookie);
            assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
        }
        assert_tenant_is_empty(tenant);
    }
}

static void init_refuses_what_is_missing(void **state)
{
    struct tenant *tenant = *state;
    sel4rpc_vka_t allocator;
    sel4rpc_slots_t slots = tenant->slots;
    vka_t no_vka = {.data = NULL};

    assert_int_equal(sel4rpc_vka_init(NULL, &tenant->client, &slots, tenant->records, 1),
                     seL4_InvalidArgument);
    assert_int_equal(sel4rpc_vka_init(&allocator, NULL, &slots, tenant->records, 1), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_vka_init(&allocator, &tenant->client, NULL, tenant->records, 1),
                     seL4_InvalidArgument);
    assert_int_equal(sel4rpc_vka_init(&allocator, &tenant->client, &slots, NULL, 1), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_vka_init(&allocator, &tenant->client, &slots, tenant->records, 0),
                     seL4_InvalidArgument);
    slots.free = NULL;
    assert_int_equal(sel4rpc_vka_init(&allocator, &tenant->client, &slots, tenant->records, 1),
                     seL4_InvalidArgument);
    slots = tenant->slots;
    slots.alloc = NULL;
    assert_int_equal(sel4rpc_vka_init(&allocator, &tenant->client, &slots, tenant->records, 1),
                     seL4_InvalidArgument);
    slots = tenant->slots;
    slots.make_path = NULL;
    assert_int_equal(sel4rpc_vka_init(&allocator, &tenant->client, &slots, tenant->records, 1),
                     seL4_InvalidArgument);
    assert_int_equal(sel4rpc_slots_of_vka(NULL, &slots), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_slots_of_vka(&tenant->vka, NULL), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_slots_of_vka(&no_vka, &slots), seL4_InvalidArgument);
    no_vka = tenant->vka;
    no_vka.cspace_make_path = NULL;
    assert_int_equal(sel4rpc_slots_of_vka(&no_vka, &slots), seL4_InvalidArgument);
    no_vka = tenant->vka;
    no_vka.cspace_alloc = NULL;
    assert_int_equal(sel4rpc_slots_of_vka(&no_vka, &slots), seL4_InvalidArgument);
    no_vka = tenant->vka;
    no_vka.cspace_free = NULL;
    assert_int_equal(sel4rpc_slots_of_vka(&no_vka, &slots), seL4_InvalidArgument);
}

static void range_that_cannot_be_is_refused(void **state)
{
    const seL4_Word deepest = seL4_WordBits;
    const struct {
        seL4_CNode root;
        seL4_Word depth;
        seL4_CPtr first;
        seL4_Word count;
    } refused[] = {{0, deepest, 8, 8}, {1, 0, 8, 8},       {1, deepest + 1, 8, 8},
                   {1, deepest, 0, 8}, {1, deepest, 8, 0}, {1, deepest, UINTPTR_MAX - 3, 8}};
    sel4rpc_slot_range_t range;
    sel4rpc_slots_t slots;
    seL4_Word map[SEL4RPC_SLOT_WORDS(8)];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        assert_int_equal(sel4rpc_slots_of_range(&range, refused[i].root, refused[i].depth, refused[i].first,
                                                refused[i].count, map, &slots),
                         seL4_InvalidArgument);
    }
    assert_int_equal(sel4rpc_slots_of_range(&range, 1, deepest, 8, 8, NULL, &slots), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_slots_of_range(&range, 1, deepest, 8, 8, map, NULL), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_slots_of_range(&range, 1, deepest, 8, 8, map, &slots), 0);
}

static void range_leaves_alone_what_follows_its_map(void **state)
{
    sel4rpc_slot_range_t range;
    sel4rpc_slots_t slots;
    seL4_Word map[SEL4RPC_SLOT_WORDS(seL4_WordBits) + 1];
    seL4_Word *behind = &map[COUNT_OF(map) - 1];
    seL4_CPtr slot;

    (void)state;
    *behind = ~(seL4_Word)0;
    assert_int_equal(sel4rpc_slots_of_range(&range, 1, seL4_WordBits, 8, seL4_WordBits, map, &slots), 0);
    assert_int_equal(slots.alloc(slots.data, seL4_WordBits, &slot), 0);
    slots.free(slots.data, slot + seL4_WordBits - 1, 2);
    slots.free(slots.data, slot + seL4_WordBits, 1);
    assert_int_equal(*behind, ~(seL4_Word)0);
    assert_int_equal(range.used, seL4_WordBits);
    assert_int_equal(slots.alloc(slots.data, 1, &slot), seL4_NotEnoughMemory);
}

/* A vka with these slots, as long as they last. */
struct scattered {
    const seL4_CPtr *slots;
    unsigned count;
    unsigned given;
    unsigned back;
    vka_t vka;
};

static int give_scattered(void *data, seL4_CPtr *slot)
{
    struct scattered *scattered = data;

    if (scattered->given == scattered->count) {
        return -1;
    }
    *slot = scattered->slots[scattered->given++];
    return 0;
}

static void take_scattered(void *data, seL4_CPtr slot)
{
    struct scattered *scattered = data;

    (void)slot;
    scattered->back++;
}

static void make_no_path(void *data, seL4_CPtr slot, cspacepath_t *path)
{
    (void)data;
    (void)slot;
    (void)path;
}

static void make_scattered(struct scattered *scattered, sel4rpc_slots_t *slots)
{
    scattered->vka = (vka_t){.data = scattered,
                             .cspace_alloc = give_scattered,
                             .cspace_free = take_scattered,
                             .cspace_make_path = make_no_path};
    assert_int_equal(sel4rpc_slots_of_vka(&scattered->vka, slots), 0);
}

static void slots_of_a_vka_that_are_not_consecutive_go_back(void **state)
{
    static const seL4_CPtr each[] = {4000, 4001, 4003, 4005, 4006, 4008, 4020, 4010, 4011};
    struct scattered scattered = {.slots = each, .count = COUNT_OF(each)};
    sel4rpc_slots_t slots;
    seL4_CPtr first;

    (void)state;
    make_scattered(&scattered, &slots);
    assert_int_equal(slots.alloc(slots.data, 3, &first), seL4_NotEnoughMemory); /* not in three runs */
    assert_int_equal(scattered.given, 6);
    assert_int_equal(scattered.back, 6);
    assert_int_equal(slots.alloc(slots.data, 3, &first), seL4_NotEnoughMemory); /* there are no more */
    assert_int_equal(scattered.given, 9);
    assert_int_equal(scattered.back, 9);
}

static void slots_of_a_vka_may_come_in_any_order(void **state)
{
    static const seL4_CPtr each[] = {4000, 4001, 4003, 4004, 4002, 4010, 4009, 4011};
    struct scattered scattered = {.slots = each, .count = COUNT_OF(each)};
    sel4rpc_slots_t slots;
    seL4_CPtr first;

    (void)state;
    make_scattered(&scattered, &slots);
    assert_int_equal(slots.alloc(slots.data, 4, &first), 0); /* of five */
    assert_int_equal(first, 4000);
    assert_int_equal(scattered.back, 1);
    assert_int_equal(slots.alloc(slots.data, 3, &first), 0);
    assert_int_equal(first, 4009);
    assert_int_equal(scattered.back, 1);
}

/* As seL4_libs' allocator gives slots: from the end of each word of its bitmap to the start. */
static void slots_of_a_vka_that_counts_each_word_down_are_consecutive(void **state)
{
    enum { WORDS = 6, GONE = 20 };
    seL4_CPtr each[WORDS * seL4_WordBits];
    struct scattered scattered = {.slots = each, .count = COUNT_OF(each), .given = GONE};
    sel4rpc_slots_t slots;
    seL4_CPtr first;

    (void)state;
    for (unsigned i = 0; i < COUNT_OF(each); i++) {
        each[i] = 1000 + (i | (seL4_WordBits - 1)) - i % seL4_WordBits;
    }
    make_scattered(&scattered, &slots);
    assert_int_equal(slots.alloc(slots.data, 2, &first), 0);
    assert_int_equal(first, each[GONE + 1]);
    assert_int_equal(slots.alloc(slots.data, 4 * seL4_WordBits, &first), 0);
    assert_int_equal(first, 1000 + seL4_WordBits);
    assert_int_equal(scattered.back, seL4_WordBits - GONE - 2);
    assert_int_equal(scattered.given, 5 * seL4_WordBits);
}

static void range_gives_what_is_free_and_ignores_what_is_not_its_own(void **state)
{
    sel4rpc_slot_range_t range;
    sel4rpc_slots_t slots;
    seL4_Word map[SEL4RPC_SLOT_WORDS(200)];
    seL4_CPtr slot;

    (void)state;
    assert_int_equal(sel4rpc_slots_of_range(&range, 1, seL4_WordBits, 50, 200, map, &slots), 0);
    for (seL4_CPtr expected = 50; expected < 250; expected++) {
        assert_int_equal(slots.alloc(slots.data, 1, &slot), 0);
        assert_int_equal(slot, expected);
    }
    assert_int_equal(slots.alloc(slots.data, 1, &slot), seL4_NotEnoughMemory);
    slots.free(slots.data, 60, 3);
    slots.free(slots.data, 100, 70);
    slots.free(slots.data, 100, 1);
    slots.free(slots.data, 49, 1);
    slots.free(slots.data, 249, 2);
    assert_int_equal(range.used, 127);
    assert_int_equal(slots.alloc(slots.data, 71, &slot), seL4_NotEnoughMemory);
    assert_int_equal(slots.alloc(slots.data, 4, &slot), 0);
    assert_int_equal(slot, 100);
    assert_int_equal(slots.alloc(slots.data, 66, &slot), 0);
    assert_int_equal(slot, 104);
    assert_int_equal(slots.alloc(slots.data, 3, &slot), 0);
    assert_int_equal(slot, 60);
    assert_int_equal(range.used, 200);
}

/* Sizes with one to four levels of the map, exact and with a rest. */
static void last_free_slot_of_a_range_is_found_wherever_it_is(void **state)
{
    static const seL4_Word counts[] = {1, 63, 64, 65, 4096, 4097, 100000, 300000};
    static seL4_Word map[SEL4RPC_SLOT_WORDS(300000)];
    sel4rpc_slot_range_t range;
    sel4rpc_slots_t slots;
    seL4_CPtr slot;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        assert_int_equal(sel4rpc_slots_of_range(&range, 1, seL4_WordBits, 1, counts[i], map, &slots), 0);
        for (seL4_CPtr expected = 1; expected <= counts[i]; expected++) {
            assert_int_equal(slots.alloc(slots.data, 1, &slot), 0);
            assert_int_equal(slot, expected);
        }
        for (seL4_CPtr free = 1; free <= counts[i]; free += 1 + counts[i] / 9) {
            assert_int_equal(slots.alloc(slots.data, 1, &slot), seL4_NotEnoughMemory);
            slots.free(slots.data, free, 1);
            assert_int_equal(slots.alloc(slots.data, 1, &slot), 0);
            assert_int_equal(slot, free);
        }
        assert_int_equal(range.used, counts[i]);
    }
}

static void several_slots_are_searched_for_bit_by_bit(void **state)
{
    enum { COUNT = 20000, SEVERAL = 100 };
    static seL4_Word map[SEL4RPC_SLOT_WORDS(COUNT)];
    sel4rpc_slot_range_t range;
    sel4rpc_slots_t slots;
    seL4_CPtr slot;
    unsigned searches = 1;

    (void)state;
    assert_int_equal(sel4rpc_slots_of_range(&range, 1, seL4_WordBits, 1, COUNT, map, &slots), 0);
    for (unsigned i = 0; i < COUNT; i++) {
        assert_int_equal(slots.alloc(slots.data, 1, &slot), 0);
    }
    for (seL4_CPtr free = 1; free < COUNT - SEVERAL; free += 2) {
        slots.free(slots.data, free, 1);
    }
    slots.free(slots.data, COUNT - SEVERAL + 1, SEVERAL);
    while (slots.alloc(slots.data, SEVERAL, &slot) != 0) {
        searches++;
    }
    assert_int_equal(slot, COUNT - SEVERAL + 1);
    assert_in_range(searches, 100, 200);
}

/* Not in a number of searches that grows with what is taken. */
static void several_slots_behind_many_that_are_taken_are_found_at_once(void **state)
{
    enum { COUNT = 60000, SEVERAL = 256 };
    static seL4_Word map[SEL4RPC_SLOT_WORDS(COUNT)];
    sel4rpc_slot_range_t range;
    sel4rpc_slots_t slots;
    seL4_CPtr slot;

    (void)state;
    assert_int_equal(sel4rpc_slots_of_range(&range, 1, seL4_WordBits, 1, COUNT, map, &slots), 0);
    for (unsigned i = 0; i < COUNT - SEVERAL; i++) {
        assert_int_equal(slots.alloc(slots.data, 1, &slot), 0);
    }
    assert_int_equal(slots.alloc(slots.data, SEVERAL, &slot), 0);
    assert_int_equal(slots.alloc(slots.data, 2, &slot), seL4_NotEnoughMemory);
}

#define TENANT_TEST(test) cmocka_unit_test_setup_teardown(test, tenant_set_up, tenant_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TENANT_TEST(single_slots_will_do),
        TENANT_TEST(slots_of_another_vka_will_do),
        TENANT_TEST(slots_of_a_vka_that_are_not_consecutive_go_back),
        TENANT_TEST(slots_of_a_vka_may_come_in_any_order),
        TENANT_TEST(slots_of_a_vka_that_counts_each_word_down_are_consecutive),
        TENANT_TEST(each_slot_that_is_missing_is_refused_and_nothing_changes),
        TENANT_TEST(each_record_that_is_missing_is_refused_and_nothing_changes),
        TENANT_TEST(call_from_within_is_refused),
        TENANT_TEST(whatever_fails_changes_nothing),
        TENANT_TEST(init_refuses_what_is_missing),
        cmocka_unit_test(range_gives_what_is_free_and_ignores_what_is_not_its_own),
        cmocka_unit_test(last_free_slot_of_a_range_is_found_wherever_it_is),
        cmocka_unit_test(several_slots_are_searched_for_bit_by_bit),
        cmocka_unit_test(several_slots_behind_many_that_are_taken_are_found_at_once),
        cmocka_unit_test(range_that_cannot_be_is_refused),
        cmocka_unit_test(range_leaves_alone_what_follows_its_map),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
