/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's allocator: how large chunks are, and which are kept.
 */
#include "support/is_valid.h"
#include "support/tenant.h"
#include "support/test.h"

#define SMALLEST_BITS 14

static sel4rpc_vka_statistics_t statistics_of(struct tenant *tenant)
{
    sel4rpc_vka_statistics_t statistics;

    sel4rpc_vka_get_statistics(&tenant->allocator, &statistics);
    return statistics;
}

static void chunks_grow_with_what_there_is(void **state)
{
    struct tenant *tenant = *state;
    const uint64_t smallest = UINT64_C(1) << SMALLEST_BITS;

    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, SMALLEST_BITS), 0);
    for (unsigned i = 0; i < 1024; i++) {
        uint64_t before = statistics_of(tenant).bytes;
        (void)tenant_alloc(tenant, FRAME);
        uint64_t more = statistics_of(tenant).bytes - before;
        assert_true(more == 0 ||
                    (more >= smallest && more * 16 > before && more * 8 <= before + 8 * smallest));
    }
    assert_true(statistics_of(tenant).bytes >= 4 * MIB);
    assert_int_equal(statistics_of(tenant).chunks, 16 + 4 * 8); /* 16 of 16 KiB, then 8 of each size */
}

/* Device memory says nothing about how much ordinary memory a child needs. */
static void memory_at_an_address_makes_no_chunk_larger(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t device;

    assert_int_equal(sel4rpc_vka_set_chunk_bits(&tenant->allocator, seL4_PageBits), 0);
    assert_int_equal(vka_alloc_object_at(&tenant->vka, seL4_UntypedObject, FIXTURE_DEVICE_BITS,
                                         FIXTURE_DEVICE_PADDR, &device),
                     0);
    uint64_t before = statistics_of(tenant).bytes;
    (void)tenant_alloc(tenant, seL4_EndpointObject, 0);
    assert_int_equal(statistics_of(tenant).bytes - before, 1 << seL4_PageBits);
}

#define TENANT_TEST(test) cmocka_unit_test_setup_teardown(test, tenant_set_up, tenant_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TENANT_TEST(chunks_grow_with_what_there_is),
        TENANT_TEST(memory_at_an_address_makes_no_chunk_larger),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
