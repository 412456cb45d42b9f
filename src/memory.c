/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Memory: objects from the vka, each recorded as a lease with a master capability in one of the server's
 * slots. What a client does with its copy, all of it descends from the master: revoking that one takes
 * everything back.
 */
#include "lease.h"
#include "object.h"
#include "resource.h"

#include <utils/util.h>
#include <vka/capops.h>

/*
 * Checks that an object at an address lies within one of the platform's untypeds, and may stand in that.
 * Where the simple cannot tell, the vka has to.
 */
static seL4_Error check_address(simple_t *simple, uint64_t paddr, const struct object *object)
{
    if (simple == NULL || simple->untyped_count == NULL || simple->nth_untyped == NULL) {
        return seL4_NoError;
    }
    int count = simple_get_untyped_count(simple);

    for (int i = 0; i < count; i++) {
        size_t size_bits = 0;
        uintptr_t base = 0;
        bool device = false;
        (void)simple_get_nth_untyped(simple, i, &size_bits, &base, &device);
        if (size_bits >= object->memory_bits && paddr >= base && (paddr - base) >> size_bits == 0) {
            return device && !object->type->device ? seL4_InvalidArgument : seL4_NoError;
        }
    }
    return count > 0 ? seL4_RangeError : seL4_NoError;
}

/* Checks all of an ALLOCATE request; calls nothing that changes anything. */
static seL4_Error check_allocate(const sel4rpc_server_env_t *env, const MemoryAllocMessage *request,
                                 struct object *object)
{
    seL4_Error error = sel4rpc_object_describe(request->type, request->size_bits, object);

    if (error != seL4_NoError) {
        return error;
    }
    if (request->address == VKA_NO_PADDR) {
        return request->device && !object->type->device ? seL4_InvalidArgument : seL4_NoError;
    }
    if ((request->address & ((UINT64_C(1) << object->memory_bits) - 1)) != 0) {
        return seL4_AlignmentError;
    }
    if (request->address > UINTPTR_MAX) {
        return seL4_RangeError;
    }
    return check_address(env->simple, request->address, object);
}

/* Asks the vka as the request says. */
static seL4_Error allocate_object(sel4rpc_server_env_t *env, const MemoryAllocMessage *request,
                                  const struct object *object, const cspacepath_t *path, seL4_Word *cookie)
{
    seL4_Word type = object->type->type;
    seL4_Word bits = object->size_bits;

    if (request->address != VKA_NO_PADDR) {
        if (env->vka->utspace_alloc_at == NULL) {
            return seL4_IllegalOperation;
        }
        int error = vka_utspace_alloc_at(env->vka, path, type, bits, (uintptr_t)request->address, cookie);
        return error == 0 ? seL4_NoError : seL4_RevokeFirst;
    }
    int error = request->device ? vka_utspace_alloc_maybe_device(env->vka, path, type, bits, true, cookie)
                                : vka_utspace_alloc(env->vka, path, type, bits, cookie);

    return error == 0 ? seL4_NoError : seL4_NotEnoughMemory;
}

seL4_Error sel4rpc_memory_allocate(sel4rpc_server_env_t *env, const MemoryAllocMessage *request,
                                   seL4_CPtr *slot, uint64_t *cookie)
{
    struct object object;
    cspacepath_t path;
    seL4_Word vka_cookie = 0; /* a vka may leave it alone */
    struct sel4rpc_lease *lease;
    seL4_Error error = check_allocate(env, request, &object);

    if (error != seL4_NoError) {
        return error;
    }
    lease = sel4rpc_lease_new(&env->leases, cookie);
    if (lease == NULL) {
        return seL4_NotEnoughMemory;
    }
    error = sel4rpc_slot_take(env->vka, &path);
    if (error != seL4_NoError) {
        goto destroy_lease;
    }
    error = allocate_object(env, request, &object, &path, &vka_cookie);
    if (error != seL4_NoError) {
        goto free_slot;
    }

    lease->slot = path.capPtr;
    lease->vka_cookie = vka_cookie;
    lease->type = object.type->type;
    lease->size_bits = (uint8_t)object.size_bits;
    lease->badge = env->badge;
    env->balance.memory_granted++;
    *slot = path.capPtr;
    return seL4_NoError;

free_slot:
    vka_cspace_free(env->vka, path.capPtr);
destroy_lease:
    sel4rpc_lease_destroy(&env->leases, lease);
    return error;
}

/* Takes a lease back: every copy, the master, the memory, the slot, the record. */
static seL4_Error release(sel4rpc_server_env_t *env, struct sel4rpc_lease *lease)
{
    cspacepath_t path;

    vka_cspace_make_path(env->vka, lease->slot, &path);
    int error = vka_cnode_revoke(&path);
    if (error != seL4_NoError) {
        ZF_LOGE("a grant in slot %lu cannot be revoked (%d), it stays", (unsigned long)lease->slot, error);
        return sel4rpc_error_from(error);
    }
    error = vka_cnode_delete(&path);
    if (error != seL4_NoError) {
        ZF_LOGE("a grant in slot %lu cannot be deleted (%d), it stays", (unsigned long)lease->slot, error);
        return sel4rpc_error_from(error);
    }
    vka_utspace_free(env->vka, lease->type, lease->size_bits, lease->vka_cookie);
    vka_cspace_free(env->vka, lease->slot);
    sel4rpc_lease_destroy(&env->leases, lease);
    env->balance.memory_freed++;
    return seL4_NoError;
}

seL4_Error sel4rpc_memory_free(sel4rpc_server_env_t *env, const MemoryAllocMessage *request)
{
    struct sel4rpc_lease *lease = sel4rpc_lease_find(&env->leases, request->address, env->badge);
    struct object object;

    if (lease == NULL) {
        return seL4_InvalidCapability;
    }
    if (sel4rpc_object_describe(request->type, request->size_bits, &object) != seL4_NoError ||
        object.type->type != lease->type || object.size_bits != lease->size_bits) {
        return seL4_InvalidArgument;
    }
    return release(env, lease);
}

void sel4rpc_memory_free_all(sel4rpc_server_env_t *env)
{
    uint32_t index = 0;
    struct sel4rpc_lease *lease;

    while ((lease = sel4rpc_lease_next(&env->leases, &index)) != NULL) {
        (void)release(env, lease);
    }
}
