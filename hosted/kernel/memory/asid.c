/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Address space identifiers: see vspace.h.
 */
#include "kernel/memory/vspace.h"

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
    pool->vspaces[i] = vspace->vspace;
    pool->vspaces[i]->table.level = ABI_TABLE_LEVELS - 1;
    vspace->asid = (uint16_t)(pool->first + i);
    return true;
}

void asid_lend(struct kernel *kernel, struct capability *vspace)
{
    for (unsigned i = 0; kernel->spares.lenient && i < ASID_POOLS; i++) {
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

static bool make_pool(struct invocation *invocation)
{
    struct slot *untyped = invocation->caps[0];
    struct capability *memory = &untyped->capability;
    struct capability pool;

    if (first_empty(invocation->kernel) == ASID_POOLS) {
        return refuse(invocation, ABI_DELETE_FIRST);
    }
    if (memory->type != CAPABILITY_UNTYPED || memory->bits != ABI_ASID_POOL_BITS || memory->device) {
        return refuse_capability(invocation, 1);
    }
    if (untyped->first_child != NULL) {
        return refuse(invocation, ABI_REVOKE_FIRST);
    }
    struct slot *slot = invocation_find_empty(invocation, invocation->caps[1], 0);
    if (slot == NULL) {
        return false;
    }
    memory->watermark = (abi_word)1 << ABI_ASID_POOL_BITS;
    object_capability(object_create(invocation->kernel, memory->memory, ABI_OBJECT_ASID_POOL,
                                    ABI_ASID_POOL_BITS, memory->paddr, false),
                      &pool);
    pool.original = false; /* a copy is no child */
    asid_add_pool(invocation->kernel, pool.pool);
    slot_insert(invocation->kernel, slot, &pool, untyped);
    return true;
}

static bool assign(struct invocation *invocation)
{
    struct capability *vspace = &invocation->caps[0]->capability;
    bool has_one = vspace->asid != 0;

    if (vspace->type != CAPABILITY_VSPACE || (has_one && !invocation->kernel->spares.lenient)) {
        return refuse_capability(invocation, 1);
    }
    return has_one || asid_assign(invocation->slot->capability.pool, vspace) ||
           refuse(invocation, ABI_DELETE_FIRST);
}

const struct method asid_control_methods[] = {{ABI_ASID_CONTROL_MAKE_POOL, 2, 2, make_pool}, {0}};

const struct method asid_pool_methods[] = {{ABI_ASID_POOL_ASSIGN, 0, 1, assign}, {0}};

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
