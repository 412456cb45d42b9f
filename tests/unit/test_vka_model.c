/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's allocator against a naive model, by random calls: no two living objects overlap, the books are
 * valid after each call, and when everything is freed nothing is held. With failing steps a call may be
 * refused, and then changes nothing.
 */
#include "support/is_valid.h"
#include "support/random.h"
#include "support/steps.h"
#include "support/tenant.h"
#include "support/test.h"

#include <vka/capops.h>
#include <vspace/arch/page.h>

#define MAX_LIVE 200
#ifndef CALLS
#define CALLS 3000
#endif
#define SEEDS 6

struct thing {
    vka_object_t object;
    uintptr_t paddr;
    uintptr_t bytes;
};

struct model {
    struct tenant *tenant;
    struct random random;
    struct thing live[MAX_LIVE];
    unsigned count;
    bool faults;
};

static const seL4_Word types[][2] = {{seL4_ARCH_4KPage, seL4_PageBits},
                                     {seL4_ARCH_4KPage, seL4_PageBits},
                                     {seL4_EndpointObject, seL4_EndpointBits},
                                     {seL4_TCBObject, seL4_TCBBits},
                                     {seL4_CapTableObject, 6},
                                     {seL4_UntypedObject, 7},
                                     {seL4_UntypedObject, 14},
                                     {seL4_UntypedObject, 19},
                                     {seL4_ARCH_PageTableObject, seL4_PageTableBits}};

static void assert_apart(const struct model *model, const struct thing *thing)
{
    for (unsigned i = 0; i < model->count; i++) {
        const struct thing *other = &model->live[i];
        assert_true(thing->paddr + thing->bytes <= other->paddr ||
                    other->paddr + other->bytes <= thing->paddr);
    }
}

static void enter(struct model *model, const vka_object_t *object)
{
    struct thing thing = {.object = *object,
                          .paddr = vka_object_paddr(&model->tenant->vka, (vka_object_t *)object),
                          .bytes = (uintptr_t)1 << vka_get_object_size(object->type, object->size_bits)};

    assert_int_equal(thing.paddr % thing.bytes, 0);
    if (object->type == seL4_ARCH_4KPage) {
        assert_int_equal(tenant_frame_paddr(object), thing.paddr);
    }
    assert_apart(model, &thing);
    model->live[model->count++] = thing;
}

static void alloc(struct model *model)
{
    const seL4_Word *type = types[random_below(&model->random, COUNT_OF(types))];
    vka_object_t object;
    cspacepath_t path;

    if (vka_cspace_alloc_path(&model->tenant->vka, &path) != 0) {
        return;
    }
    object = (vka_object_t){.cptr = path.capPtr, .type = type[0], .size_bits = type[1]};
    if (vka_utspace_alloc(&model->tenant->vka, &path, type[0], type[1], &object.ut) == 0) {
        enter(model, &object);
    } else {
        assert_int_equal(seL4_DebugCapIdentify(path.capPtr), 0);
        vka_cspace_free_path(&model->tenant->vka, path);
    }
}

static void alloc_many(struct model *model)
{
    const seL4_Word *type = types[random_below(&model->random, 4)];
    seL4_Word count = 1 + random_below(&model->random, 40);
    struct tenant *tenant = model->tenant;
    seL4_Word cookies[40];
    seL4_CPtr slot;
    cspacepath_t path;

    if (model->count + count > MAX_LIVE ||
        tenant->range_slots.alloc(tenant->range_slots.data, count, &slot) != 0) {
        return;
    }
    vka_cspace_make_path(&tenant->vka, slot, &path);
    bool made = sel4rpc_vka_alloc_many(&tenant->allocator, &path, type[0], type[1], count, cookies) == 0;
    for (seL4_Word i = 0; i < count; i++) {
        if (made) {
            enter(model, &(vka_object_t){slot + i, cookies[i], type[0], type[1]});
        } else {
            assert_int_equal(seL4_DebugCapIdentify(slot + i), 0);
            vka_cspace_free(&tenant->vka, slot + i);
        }
    }
}

static void free_one(struct model *model)
{
    unsigned which = random_below(&model->random, model->count);

    vka_free_object(&model->tenant->vka, &model->live[which].object);
    model->live[which] = model->live[--model->count];
}

static void step(struct model *model)
{
    unsigned level = random_below(&model->random, MAX_LIVE);

    if (model->faults) {
        steps_fail_at(1 + random_below(&model->random, 8));
    }
    if (model->count > 0 && (level < model->count || random_below(&model->random, 3) == 0)) {
        free_one(model);
    } else if (random_below(&model->random, 20) == 0) {
        alloc_many(model);
    } else if (model->count < MAX_LIVE) {
        alloc(model);
    }
    steps_reset();
    sel4rpc_vka_statistics_t statistics;
    sel4rpc_vka_get_statistics(&model->tenant->allocator, &statistics);
    assert_true(vka_is_valid(&model->tenant->allocator));
    assert_int_equal(statistics.objects, model->count);
    assert_int_equal(statistics.chunks, tenant_leases(model->tenant));
}

static void play(struct tenant *tenant, uint64_t seed, bool faults)
{
    struct model model = {.tenant = tenant, .random = random_new(seed), .faults = faults};

    print_message("seed %u\n", (unsigned)seed);
    kernel_steps_are_armed = faults;
    tenant->answers_are_steps = faults;
    for (unsigned i = 0; i < CALLS; i++) {
        step(&model);
    }
    kernel_steps_are_armed = false;
    tenant->answers_are_steps = false;
    while (model.count > 0) {
        free_one(&model);
    }
    /* What is kept, and what could not be freed when something failed. */
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    assert_tenant_is_empty(tenant);
}

static void what_lives_is_apart_and_all_comes_back(void **state)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        play(*state, seed, false);
    }
}

static void the_same_within_narrow_limits(void **state)
{
    tenant_limit(*state, MIB + MIB / 2 + (MIB >> 4), 7);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        play(*state, seed, false);
    }
}

static void the_same_where_each_step_may_fail(void **state)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        play(*state, seed, true);
    }
}

#define TENANT_TEST(test) cmocka_unit_test_setup_teardown(test, tenant_set_up, tenant_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TENANT_TEST(what_lives_is_apart_and_all_comes_back),
        TENANT_TEST(the_same_within_narrow_limits),
        TENANT_TEST(the_same_where_each_step_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
