/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child with the allocator of <sel4rpc/vka.h>, and its parent, on the hosted kernel in one process. The
 * child is the current thread while a test runs; its calls make the parent serve.
 */
#pragma once

#include "kernel_steps.h"
#include "support/user_fixture.h"

#include <sel4rpc/server.h>
#include <sel4rpc/vka.h>
#include <vspace/arch/page.h>

#define TENANT_BADGE 78
#define TENANT_SLOTS 3000
#define TENANT_RECORDS 200
#define FRAME seL4_ARCH_4KPage, seL4_PageBits
#define MIB ((uint64_t)1 << 20)

struct tenant {
    vka_object_t endpoint;
    sel4rpc_server_env_t env;
    struct fixture_thread *thread;
    sel4rpc_client_t client;
    sel4rpc_slot_range_t range;
    seL4_Word map[SEL4RPC_SLOT_WORDS(TENANT_SLOTS)];
    sel4rpc_slots_t range_slots; /* the range */
    sel4rpc_slots_t slots;       /* the same, but each call is a step, and freed slots must be empty */
    sel4rpc_vka_record_t records[TENANT_RECORDS];
    sel4rpc_vka_t allocator;
    vka_t vka;
    struct fixture_balance before; /* nothing is allocated */
    int free_refusal;              /* the parent's answer to requests to free memory; 0: it frees it */
    bool answers_are_steps;
};

/* cmocka set-up and tear-down. The latter cleans up the allocator, and fails the test if anything is left. */
int tenant_set_up(void **state);
int tenant_tear_down(void **state);

/* Registers the child with its parent, with this limit of memory. */
void tenant_limit(struct tenant *tenant, uint64_t memory_bytes, uint64_t leases);

/* Registers it with a limit of the largest object only. */
void tenant_limit_object(struct tenant *tenant, uint64_t object_bytes);

/* Returns what the child holds of its parent. */
uint64_t tenant_leases(struct tenant *tenant);

/* Allocates an object, which must succeed. */
vka_object_t tenant_alloc(struct tenant *tenant, seL4_Word type, seL4_Word size_bits);
void tenant_free(struct tenant *tenant, vka_object_t *object);

/* Fails the test unless allocator and slots are as if nothing was allocated. */
void assert_tenant_is_empty(struct tenant *tenant);
/* Fails the test if an object or more than one chunk is left, or anything after a clean-up. */
void assert_tenant_is_freed(struct tenant *tenant);
/* Asks the kernel for a frame's physical address. */
uintptr_t tenant_frame_paddr(const vka_object_t *frame);
