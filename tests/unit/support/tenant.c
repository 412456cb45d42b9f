/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child with the allocator, and its parent.
 */
#include "support/own_reply.h"
#include "support/is_valid.h"
#include "tenant.h"

#include "steps.h"
#include "test.h"

#include <sel4utils/api.h>
#include <stdlib.h>
#include <vspace/arch/page.h>

#define CNODE_BITS 12
#define FIRST_SLOT 64

/* The parent's handler: the default one, and refusals if a test wants them. */
static int handle(sel4rpc_server_env_t *env, void *data, RpcMessage *message)
{
    struct tenant *tenant = data;
    bool is_free = message->which_msg == RpcMessage_memory_tag && message->msg.memory.action == Action_FREE;

    if (is_free && tenant->free_refusal != 0) {
        return tenant->free_refusal;
    }
    if (tenant->answers_are_steps && step_fails()) {
        return seL4_IllegalOperation;
    }
    return sel4rpc_default_handler(env, NULL, message);
}

static void serve(void *argument)
{
    struct tenant *tenant = argument;
    bool armed = kernel_steps_are_armed;
    struct kernel_steps counted = kernel_steps;
    seL4_Word badge;
    seL4_MessageInfo_t info = api_recv(tenant->endpoint.cptr, &badge, 0);

    kernel_steps_are_armed = false; /* what the parent does is not under test */
    assert_int_equal(badge, TENANT_BADGE);
    assert_true(sel4rpc_server_handle(&tenant->env, badge, info));
    kernel_steps_are_armed = armed;
    kernel_steps = counted;
    kernel_steps.calls++;
}

static int slots_alloc(void *data, seL4_Word count, seL4_CPtr *first)
{
    struct tenant *tenant = data;

    if (kernel_steps_are_armed && step_fails()) {
        return seL4_NotEnoughMemory;
    }
    return tenant->range_slots.alloc(tenant->range_slots.data, count, first);
}

static void slots_free(void *data, seL4_CPtr first, seL4_Word count)
{
    struct tenant *tenant = data;

    for (seL4_Word i = 0; i < count; i++) {
        assert_int_equal(seL4_DebugCapIdentify(first + i), 0);
    }
    tenant->range_slots.free(tenant->range_slots.data, first, count);
}

static void slots_make_path(void *data, seL4_CPtr slot, cspacepath_t *path)
{
    struct tenant *tenant = data;

    tenant->range_slots.make_path(tenant->range_slots.data, slot, path);
}

static void make_allocator(struct tenant *tenant)
{
    assert_int_equal(sel4rpc_slots_of_range(&tenant->range, SEL4UTILS_CNODE_SLOT, seL4_WordBits, FIRST_SLOT,
                                            TENANT_SLOTS, tenant->map, &tenant->range_slots),
                     0);
    tenant->slots = (sel4rpc_slots_t){tenant, slots_alloc, slots_free, slots_make_path};
    assert_int_equal(sel4rpc_vka_init(&tenant->allocator, &tenant->client, &tenant->slots, tenant->records,
                                      TENANT_RECORDS),
                     0);
    sel4rpc_vka_make(&tenant->allocator, &tenant->vka);
}

int tenant_set_up(void **state)
{
    void *fixture_state = NULL;
    struct tenant *tenant = calloc(1, sizeof(*tenant));

    assert_non_null(tenant);
    assert_int_equal(fixture_set_up(&fixture_state), 0);
    assert_int_equal(vka_alloc_endpoint(fixture_vka(), &tenant->endpoint), 0);
    tenant->thread = fixture_client_new_with("tenant", CNODE_BITS);
    seL4_CPtr ep = fixture_give_endpoint(tenant->thread, &tenant->endpoint, TENANT_BADGE);
    assert_int_equal(
        sel4rpc_server_init(&tenant->env, fixture_vka(), handle, tenant, &own_reply, fixture_simple()), 0);
    fixture_set_server(fixture_root(), serve, tenant);
    assert_int_equal(sel4rpc_client_init(&tenant->client, ep), 0);
    fixture_switch(tenant->thread);
    make_allocator(tenant);
    tenant->before = fixture_get_balance();
    steps_reset();
    kernel_steps_are_armed = false;
    kernel_steps_error = seL4_InvalidCapability;
    kernel_steps = (struct kernel_steps){0};
    *state = tenant;
    return 0;
}

int tenant_tear_down(void **state)
{
    struct tenant *tenant = *state;
    void *fixture_state = NULL;

    steps_reset();
    kernel_steps_are_armed = false;
    tenant->free_refusal = 0;
    tenant->answers_are_steps = false;
    assert_true(vka_is_valid(&tenant->allocator));
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    assert_true(vka_is_valid(&tenant->allocator));
    fixture_switch(fixture_root());
    assert_int_equal(tenant_leases(tenant), 0);
    (void)sel4rpc_server_unregister(&tenant->env, TENANT_BADGE);
    sel4rpc_server_clean_up(&tenant->env);
    fixture_assert_balance(&tenant->before);
    fixture_set_server(NULL, NULL, NULL);
    fixture_client_destroy(tenant->thread);
    vka_free_object(fixture_vka(), &tenant->endpoint);
    free(tenant);
    return fixture_tear_down(&fixture_state);
}

static void limit(struct tenant *tenant, const sel4rpc_limits_t *limits)
{
    (void)sel4rpc_server_unregister(&tenant->env, TENANT_BADGE);
    assert_int_equal(sel4rpc_server_register(&tenant->env, TENANT_BADGE, limits, NULL), 0);
}

void tenant_limit(struct tenant *tenant, uint64_t memory_bytes, uint64_t leases)
{
    limit(tenant, &(sel4rpc_limits_t){.memory_bytes = memory_bytes,
                                      .leases = leases,
                                      .addresses = {.all = true},
                                      .objects = {.all = true}});
}

void tenant_limit_object(struct tenant *tenant, uint64_t object_bytes)
{
    limit(tenant, &(sel4rpc_limits_t){.memory_bytes = SEL4RPC_UNLIMITED,
                                      .object_bytes = object_bytes,
                                      .leases = SEL4RPC_UNLIMITED,
                                      .objects = {.all = true}});
}

uint64_t tenant_leases(struct tenant *tenant)
{
    sel4rpc_statistics_t statistics;

    sel4rpc_server_get_statistics(&tenant->env, &statistics);
    return statistics.held;
}

vka_object_t tenant_alloc(struct tenant *tenant, seL4_Word type, seL4_Word size_bits)
{
    vka_object_t object;

    assert_int_equal(vka_alloc_object(&tenant->vka, type, size_bits, &object), 0);
    assert_int_not_equal(seL4_DebugCapIdentify(object.cptr), 0);
    return object;
}

void tenant_free(struct tenant *tenant, vka_object_t *object)
{
    vka_free_object(&tenant->vka, object);
}

void assert_tenant_is_empty(struct tenant *tenant)
{
    sel4rpc_vka_statistics_t statistics;

    sel4rpc_vka_get_statistics(&tenant->allocator, &statistics);
    assert_int_equal(statistics.objects, 0);
    assert_int_equal(statistics.chunks, 0);
    assert_int_equal(statistics.bytes, 0);
    assert_int_equal(statistics.slots, 0);
    assert_int_equal(statistics.records, 0);
    assert_int_equal(tenant->range.used, 0);
    assert_int_equal(tenant_leases(tenant), 0);
    assert_true(vka_is_valid(&tenant->allocator));
    fixture_assert_balance(&tenant->before);
}

void assert_tenant_is_freed(struct tenant *tenant)
{
    sel4rpc_vka_statistics_t statistics;

    sel4rpc_vka_get_statistics(&tenant->allocator, &statistics);
    assert_int_equal(statistics.objects, 0);
    assert_true(statistics.chunks <= 1);
    assert_true(vka_is_valid(&tenant->allocator));
    assert_int_equal(sel4rpc_vka_clean_up(&tenant->allocator), 0);
    assert_tenant_is_empty(tenant);
}

uintptr_t tenant_frame_paddr(const vka_object_t *frame)
{
    seL4_ARCH_Page_GetAddress_t result = seL4_ARCH_Page_GetAddress(frame->cptr);

    assert_int_equal(result.error, 0);
    return result.paddr;
}
