/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's allocator: the numbers by which its user knows allocations, and what they reveal.
 */
#include "support/is_valid.h"
#include "support/tenant.h"
#include "support/test.h"

#include "allocator/record.h"
#include <sel4utils/api.h>
#include <vka/capops.h>
#include "wire/wire.h"

static void assert_objects(struct tenant *tenant, uint64_t objects)
{
    sel4rpc_vka_statistics_t statistics;

    sel4rpc_vka_get_statistics(&tenant->allocator, &statistics);
    assert_int_equal(statistics.objects, objects);
    assert_true(vka_is_valid(&tenant->allocator));
}

/* Frees every number near the given ones except the object, as if it named an object of that type. */
static void free_all_but(struct tenant *tenant, const vka_object_t *object, seL4_Word type,
                         seL4_Word size_bits)
{
    for (seL4_Word generation = 0; generation < 5; generation++) {
        for (seL4_Word number = 0; number < 5; number++) {
            for (seL4_Word member = 0; member < 2; member++) {
                seL4_Word cookie =
                    generation << COOKIE_GENERATION_SHIFT | member << COOKIE_NUMBER_BITS | number;
                if (cookie != object->ut) {
                    vka_utspace_free(&tenant->vka, type, size_bits, cookie);
                }
            }
        }
    }
}

/* Split and free untypeds, and unused records, have numbers too. */
static void number_that_names_no_object_is_ignored(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frame = tenant_alloc(tenant, FRAME);

    free_all_but(tenant, &frame, FRAME);
    free_all_but(tenant, &frame, seL4_UntypedObject, seL4_PageBits);
    free_all_but(tenant, &frame, seL4_UntypedObject, SEL4RPC_VKA_CHUNK_BITS);
    assert_objects(tenant, 1);
    assert_int_equal(tenant_leases(tenant), 1);
    tenant_free(tenant, &frame);
    assert_tenant_is_freed(tenant);
}

static void number_of_an_object_of_another_size_is_ignored(void **state)
{
    struct tenant *tenant = *state;
    vka_object_t frame = tenant_alloc(tenant, FRAME);

    vka_utspace_free(&tenant->vka, seL4_TCBObject, seL4_TCBBits, frame.ut);
    vka_utspace_free(&tenant->vka, 9999, seL4_PageBits, frame.ut);
    assert_objects(tenant, 1);
}

/* The memory for records is the user's, and may hold anything. */
static void number_of_a_record_that_was_never_used_is_ignored(void **state)
{
    struct tenant *tenant = *state;
    uint32_t number = TENANT_RECORDS;

    (void)tenant_alloc(tenant, FRAME);
    *record_at(&tenant->allocator, number) = (sel4rpc_vka_record_t){
        .kind = RECORD_SLAB, .taken = {1}, .count = 1, .bits = seL4_PageBits, .paddr = 0x1000};
    assert_int_equal(vka_utspace_paddr(&tenant->vka, number, FRAME), VKA_NO_PADDR);
}

/* The generation of a number has 32 bits, or the 8 that a shorter word leaves. */
static void number_of_a_run_that_is_gone_returns_after_all_generations_only(void **state)
{
    struct tenant *tenant = *state;
    const uint32_t last = seL4_WordBits == 64 ? UINT32_MAX : UINT8_MAX;
    vka_object_t frame = tenant_alloc(tenant, FRAME);
    seL4_Word number = frame.ut;

    assert_int_equal(number >> COOKIE_GENERATION_SHIFT, 3); /* after the chunk's and what it is split into */
    tenant_free(tenant, &frame);
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    tenant->allocator.generation = last - 3;
    for (unsigned round = 0; round < 2; round++) { /* to the last generation, then from 0 on: a record less */
        frame = tenant_alloc(tenant, FRAME);
        assert_int_equal(frame.ut >> COOKIE_GENERATION_SHIFT, round == 0 ? last : 2);
        vka_utspace_free(&tenant->vka, FRAME, number);
        assert_objects(tenant, 1);
        tenant_free(tenant, &frame);
        assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    }
}

static uintptr_t no_paddr(void *data, seL4_Word target, seL4_Word type, seL4_Word size_bits)
{
    (void)data;
    (void)target;
    (void)type;
    (void)size_bits;
    return VKA_NO_PADDR;
}

static void address_that_the_parent_does_not_know_is_told_as_unknown(void **state)
{
    struct tenant *tenant = *state;
    vka_t *parents = tenant->env.vka;
    vka_t vka = *parents;
    vka_object_t objects[5];

    vka.utspace_paddr = no_paddr;
    tenant->env.vka = &vka;
    for (unsigned i = 0; i < COUNT_OF(objects); i++) {
        objects[i] = i == 0 ? tenant_alloc(tenant, seL4_UntypedObject, SEL4RPC_VKA_CHUNK_BITS)
                            : tenant_alloc(tenant, FRAME);
        assert_int_equal(vka_object_paddr(&tenant->vka, &objects[i]), VKA_NO_PADDR);
    }
    for (unsigned i = 0; i < COUNT_OF(objects); i++) {
        tenant_free(tenant, &objects[i]);
    }
    tenant->env.vka = parents;
    assert_tenant_is_freed(tenant);
}

/* A parent that grants one untyped, takes it back, and reports no address, as servers once did. */
struct plain_parent {
    struct tenant *tenant;
    vka_object_t untyped;
};

static void serve_plainly(void *argument)
{
    struct plain_parent *parent = argument;
    RpcMessage request, answer = {.which_msg = RpcMessage_ret_tag, .msg.ret = {.cookie = 1}};
    seL4_Word badge;
    seL4_MessageInfo_t info = api_recv(parent->tenant->endpoint.cptr, &badge, 0);

    assert_true(srpc_wire_decode(&request, 1, seL4_MessageInfo_get_length(info)));
    bool frees = request.msg.memory.action == Action_FREE;
    if (frees) {
        cspacepath_t path;
        vka_cspace_make_path(fixture_vka(), parent->untyped.cptr, &path);
        assert_int_equal(vka_cnode_revoke(&path), 0);
        vka_free_object(fixture_vka(), &parent->untyped);
    } else {
        assert_int_equal(
            vka_alloc_untyped(fixture_vka(), (uint32_t)request.msg.memory.size_bits, &parent->untyped), 0);
        seL4_SetCap(0, parent->untyped.cptr);
    }
    seL4_Word length = srpc_wire_encode(&answer, 0);
    assert_int_not_equal(length, 0);
    api_reply(0, seL4_MessageInfo_new(0, 0, frees ? 0 : 1, length));
}

static void address_that_the_parent_does_not_tell_is_unknown(void **state)
{
    struct tenant *tenant = *state;
    struct plain_parent parent = {.tenant = tenant};

    fixture_set_server(fixture_root(), serve_plainly, &parent);
    vka_object_t frame = tenant_alloc(tenant, FRAME);
    assert_int_equal(vka_object_paddr(&tenant->vka, &frame), VKA_NO_PADDR);
    tenant_free(tenant, &frame);
    assert_tenant_is_freed(tenant);
}

static void more_records_than_numbers_can_name_are_not_used(void **state)
{
    struct tenant *tenant = *state;
    sel4rpc_vka_t allocator;

    assert_int_equal(sel4rpc_vka_init(&allocator, &tenant->client, &tenant->slots, tenant->records,
                                      ((size_t)1 << COOKIE_NUMBER_BITS) + 7),
                     0);
    assert_int_equal(allocator.capacity, (1 << COOKIE_NUMBER_BITS) - 1);
}

#define TENANT_TEST(test) cmocka_unit_test_setup_teardown(test, tenant_set_up, tenant_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TENANT_TEST(number_that_names_no_object_is_ignored),
        TENANT_TEST(number_of_an_object_of_another_size_is_ignored),
        TENANT_TEST(number_of_a_record_that_was_never_used_is_ignored),
        TENANT_TEST(number_of_a_run_that_is_gone_returns_after_all_generations_only),
        TENANT_TEST(address_that_the_parent_does_not_know_is_told_as_unknown),
        TENANT_TEST(address_that_the_parent_does_not_tell_is_unknown),
        TENANT_TEST(more_records_than_numbers_can_name_are_not_used),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
