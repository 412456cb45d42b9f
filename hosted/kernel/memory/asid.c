/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Address space identifiers: see asid.h.
 */
#include "kernel/memory/asid.h"

#include "kernel/capability/object.h"

struct kernel_vspace *vspace_with(const struct kernel *kernel, unsigned asid)
{
    const struct asid_pool *pool = kernel->asid_pools[asid / ASID_POOL_VSPACES];

    return pool != NULL ? pool->vspaces[asid % ASID_POOL_VSPACES] : NULL;
}

static unsigned first_empty(const struct kernel *kernel)
{
    unsigned i = 0;

    while (i < ASID_POOLS && kernel->asid_pools[i] != NULL) {
        i++;
    }
    return i;
}

void asid_add_pool(struct kernel *kernel, struct asid_pool *pool)
{
    unsigned i = first_empty(kernel);

    pool->first = (abi_word)i * ASID_POOL_VSPACES;
    kernel->asid_pools[i] = pool;
}

bool asid_assign(struct asid_pool *pool, struct capability *vspace)
{
    unsigned i = pool->first == 0;

    while (i < ASID_POOL_VSPACES && pool->vspaces[i] != NULL) {
        i++;
    }
    if (i == ASID_POOL_VSPACES) {
        return false;
    }
    pool->vspaces[i] = capability_vspace(vspace);
    pool->vspaces[i]->table.level = ABI_TABLE_LEVELS - 1;
    vspace->asid = (uint16_t)(pool->first + i);
    return true;
}

void asid_assign_any(struct kernel *kernel, struct capability *vspace)
{
    for (unsigned i = 0; i < ASID_POOLS; i++) {
        if (kernel->asid_pools[i] != NULL && asid_assign(kernel->asid_pools[i], vspace)) {
            return;
        }
    }
}

void asid_forget(struct kernel *kernel, const struct kernel_vspace *vspace)
{
    for (unsigned i = 0; i < ASID_POOLS; i++) {
        for (unsigned j = 0; kernel->asid_pools[i] != NULL && j < ASID_POOL_VSPACES; j++) {
            if (kernel->asid_pools[i]->vspaces[j] == vspace) {
                kernel->asid_pools[i]->vspaces[j] = NULL;
            }
        }
    }
}

abi_word asid_control_make_pool(struct invocation *invocation)
{
    struct slot *untyped = invocation->caps[0];
    struct capability *memory = &untyped->capability;
    struct capability pool;
    struct slot *slot;
    abi_word error;

    if (first_empty(invocation->kernel) == ASID_POOLS) {
        return ABI_DELETE_FIRST;
    }
    if (memory->type != CAPABILITY_UNTYPED || memory->bits != ABI_ASID_POOL_BITS || memory->device) {
        return refuse_capability(invocation, 1);
    }
    if (untyped->first_child != NULL) {
        return ABI_REVOKE_FIRST;
    }
    error =
        invocation_find_empty(invocation, invocation->caps[1], invocation->mr[0], invocation->mr[1], &slot);
    if (error != ABI_NO_ERROR) {
        return error;
    }
    memory->watermark = (abi_word)1 << ABI_ASID_POOL_BITS;
    object_capability(object_create(invocation->kernel, memory->memory, ABI_OBJECT_ASID_POOL,
                                    ABI_ASID_POOL_BITS, memory->paddr, false),
                      &pool);
    pool.original = false; /* a copy is no child */
    asid_add_pool(invocation->kernel, (struct asid_pool *)(void *)pool.object);
    slot_insert(invocation->kernel, slot, &pool, untyped);
    return ABI_NO_ERROR;
}

abi_word asid_pool_assign(struct invocation *invocation)
{
    struct asid_pool *pool = (struct asid_pool *)(void *)invocation->slot->capability.object;
    struct capability *vspace = &invocation->caps[0]->capability;

    if (vspace->type != CAPABILITY_VSPACE) {
        return refuse_capability(invocation, 1);
    }
    if (vspace->asid != 0) {
        return invocation->kernel->spares.lenient ? ABI_NO_ERROR : refuse_capability(invocation, 1);
    }
    return asid_assign(pool, vspace) ? ABI_NO_ERROR : ABI_DELETE_FIRST;
}

/* The VSpaces in it are without an identifier from now on, though their capabilities do not know it, and
 * never get another one. */
void asid_pool_destroy(struct kernel *kernel, struct object *object)
{
    const struct asid_pool *pool = (const struct asid_pool *)(const void *)object;

    for (unsigned i = 0; i < ASID_POOL_VSPACES; i++) {
        if (pool->vspaces[i] != NULL) {
            vspace_clear_all(kernel, pool->vspaces[i]);
        }
    }
    kernel->asid_pools[pool->first / ASID_POOL_VSPACES] = NULL;
}
