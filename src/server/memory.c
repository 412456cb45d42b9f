/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Memory: objects from the vka. Whatever a client makes of its capability descends from the master: revoking
 * that removes everything, and the vka can reuse the memory.
 */
#include "server/resource.h"

/* Checks that an object at an address fits in one of the platform's untypeds. If the simple cannot tell, the
 * vka has to. Begins with the untyped of the latest request, since the next one is usually near. */
static seL4_Error check_address(sel4rpc_server_env_t *env, uint64_t paddr, const struct object *object)
{
    simple_t *simple = env->simple;

    if (simple == NULL || simple->untyped_count == NULL || simple->nth_untyped == NULL) {
        return seL4_NoError;
    }
    int count = simple_get_untyped_count(simple);

    for (int n = 0; n < count; n++) {
        int i = (int)(((unsigned)env->latest_untyped + (unsigned)n) % (unsigned)count);
        size_t size_bits = 0;
        uintptr_t base = 0;
        bool device = false;
        (void)simple_get_nth_untyped(simple, i, &size_bits, &base, &device);
        if (size_bits >= object->memory_bits && paddr >= base && (paddr - base) >> size_bits == 0) {
            env->latest_untyped = i;
            return device && !object->device ? seL4_InvalidArgument : seL4_NoError;
        }
    }
    return count > 0 ? seL4_RangeError : seL4_NoError;
}

static void set_address(struct claim *claim, uint64_t paddr)
{
    claim->first = paddr;
    claim->last = paddr != VKA_NO_PADDR ? paddr + ((UINT64_C(1) << claim->object.memory_bits) - 1) : 0;
}

/* Only an untyped without children is as good as new: any other object goes on, or keeps what it has. One
 * that may be a device's is not for those who ask for ordinary memory. */
static uint8_t parking_of(const struct claim *claim)
{
    if (claim->object.type != seL4_UntypedObject || (claim->anywhere && claim->device)) {
        return NEVER_PARKED;
    }
    return claim->anywhere ? PARKED_BY_SIZE : PARKED_BY_NUMBERS;
}

static seL4_Error describe(sel4rpc_server_env_t *env, const RpcMessage *message, struct claim *claim)
{
    (void)env;
    const MemoryAllocMessage *request = &message->msg.memory;
    seL4_Error error = srpc_object_measure(request->type, request->size_bits, &claim->object);

    if (error != seL4_NoError || !claim->object.grantable) {
        return srpc_object_may_be_granted(request->type) ? error : seL4_IllegalOperation;
    }
    claim->kind = LeaseKind_MEMORY;
    claim->needs = LeaseKind_NONE;
    claim->how = 0;
    claim->anywhere = request->address == VKA_NO_PADDR;
    claim->device = request->device;
    claim->parking = parking_of(claim);
    if (claim->anywhere) {
        return request->device && !claim->object.device ? seL4_InvalidArgument : seL4_NoError;
    }
    if ((request->address & ((UINT64_C(1) << claim->object.memory_bits) - 1)) != 0) {
        return seL4_AlignmentError;
    }
    if (request->address > UINTPTR_MAX) {
        return seL4_RangeError;
    }
    set_address(claim, request->address);
    return seL4_NoError;
}

/* Translates a vka's error. A vka that asks a parent returns that one's answer, which is as good here; others
 * return -1, 1 or what the kernel told them. */
static seL4_Error error_of_vka(int error, seL4_Error otherwise)
{
    switch (error) {
    case seL4_IllegalOperation:
    case seL4_RangeError:
    case seL4_AlignmentError:
    case seL4_RevokeFirst:
    case seL4_NotEnoughMemory:
        return (seL4_Error)error;
    default:
        return otherwise;
    }
}

static seL4_Error obtain(sel4rpc_server_env_t *env, const RpcMessage *message, struct claim *claim,
                         const cspacepath_t *path, sel4rpc_lease_t *lease)
{
    (void)message;
    seL4_Word type = claim->object.type;
    seL4_Word bits = claim->object.size_bits;
    seL4_Word cookie = 0; /* not every vka sets it */

    if (!claim->anywhere) {
        /* Not before the limits were checked: a client does not learn what is at addresses it may not have.
         */
        seL4_Error wrong = check_address(env, claim->first, &claim->object);
        if (wrong != seL4_NoError) {
            return wrong;
        }
        if (env->vka->utspace_alloc_at == NULL) {
            return seL4_IllegalOperation;
        }
        int error = vka_utspace_alloc_at(env->vka, path, type, bits, (uintptr_t)claim->first, &cookie);
        if (error != 0) {
            return error_of_vka(error, seL4_RevokeFirst);
        }
    } else {
        int error = claim->device ? vka_utspace_alloc_maybe_device(env->vka, path, type, bits, true, &cookie)
                                  : vka_utspace_alloc(env->vka, path, type, bits, &cookie);
        if (error != 0) {
            return error_of_vka(error, seL4_NotEnoughMemory);
        }
        set_address(claim, env->vka->utspace_paddr != NULL ? vka_utspace_paddr(env->vka, cookie, type, bits)
                                                           : VKA_NO_PADDR);
    }
    lease->vka_cookie = cookie;
    lease->type = type;
    lease->size_bits = claim->object.size_bits;
    lease->memory_bits = claim->object.memory_bits;
    return seL4_NoError;
}

static void free_memory(sel4rpc_server_env_t *env, const sel4rpc_lease_t *lease)
{
    vka_utspace_free(env->vka, lease->type, lease->size_bits, lease->vka_cookie);
}

static bool above(const sel4rpc_server_env_t *env, const sel4rpc_lease_t *lease, cspacepath_t *path)
{
    return env->untyped_of != NULL &&
           env->untyped_of(env->untyped_of_data, lease->type, lease->size_bits, lease->vka_cookie, path);
}

const struct resource srpc_memory_resource = {describe, obtain, free_memory, above};
