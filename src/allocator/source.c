/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Sources of memory.
 */
#include <sel4rpc/source.h>

#include <vka/capops.h>

/* ---- A client's parent. */

static sel4rpc_slot_t slot_of(const cspacepath_t *path)
{
    return (sel4rpc_slot_t){path->root, path->capPtr, path->capDepth};
}

static int take_from_parent(void *data, const cspacepath_t *slot, unsigned size_bits, bool device,
                            sel4rpc_memory_t *memory)
{
    return device ? sel4rpc_alloc_device_memory(data, seL4_UntypedObject, size_bits, slot_of(slot), memory)
                  : sel4rpc_alloc_memory(data, seL4_UntypedObject, size_bits, slot_of(slot), memory);
}

static int take_from_parent_at(void *data, const cspacepath_t *slot, unsigned size_bits, uint64_t paddr,
                               sel4rpc_memory_t *memory)
{
    return sel4rpc_alloc_memory_at(data, paddr, seL4_UntypedObject, size_bits, slot_of(slot), memory);
}

static int give_back_to_parent(void *data, const cspacepath_t *slot, const sel4rpc_memory_t *memory)
{
    int error = sel4rpc_free_memory(data, memory);

    if (error == seL4_InvalidCapability) { /* it has taken the untyped back, or forgotten it */
        (void)vka_cnode_revoke(slot);
        error = vka_cnode_delete(slot);
    }
    return error;
}

sel4rpc_source_t sel4rpc_source_of_client(sel4rpc_client_t *client)
{
    return (sel4rpc_source_t){client, take_from_parent, take_from_parent_at, give_back_to_parent};
}

/* ---- A vka. */

/* A vka's error, if it is an seL4_Error; many return -1 or 1. */
static int error_of_vka(int error, seL4_Error otherwise)
{
    return error > seL4_InvalidArgument && error <= seL4_NotEnoughMemory ? error : (int)otherwise;
}

static void describe(vka_t *vka, seL4_Word cookie, unsigned size_bits, sel4rpc_memory_t *memory)
{
    *memory = (sel4rpc_memory_t){.type = seL4_UntypedObject,
                                 .size_bits = size_bits,
                                 .cookie = cookie,
                                 .paddr = vka->utspace_paddr != NULL
                                              ? vka_utspace_paddr(vka, cookie, seL4_UntypedObject, size_bits)
                                              : VKA_NO_PADDR};
}

static int take_from_vka(void *data, const cspacepath_t *slot, unsigned size_bits, bool device,
                         sel4rpc_memory_t *memory)
{
    seL4_Word cookie = 0; /* not every vka sets it */
    int error = device
                    ? vka_utspace_alloc_maybe_device(data, slot, seL4_UntypedObject, size_bits, true, &cookie)
                    : vka_utspace_alloc(data, slot, seL4_UntypedObject, size_bits, &cookie);

    if (error != 0) {
        return error_of_vka(error, seL4_NotEnoughMemory);
    }
    describe(data, cookie, size_bits, memory);
    return 0;
}

static int take_from_vka_at(void *data, const cspacepath_t *slot, unsigned size_bits, uint64_t paddr,
                            sel4rpc_memory_t *memory)
{
    vka_t *vka = data;
    seL4_Word cookie = 0;

    if (vka->utspace_alloc_at == NULL) {
        return seL4_IllegalOperation;
    }
    if (paddr > UINTPTR_MAX) {
        return seL4_RangeError;
    }
    int error = vka_utspace_alloc_at(vka, slot, seL4_UntypedObject, size_bits, (uintptr_t)paddr, &cookie);
    if (error != 0) {
        return error_of_vka(error, seL4_RevokeFirst);
    }
    describe(vka, cookie, size_bits, memory);
    return 0;
}

static int give_back_to_vka(void *data, const cspacepath_t *slot, const sel4rpc_memory_t *memory)
{
    int error = vka_cnode_revoke(slot);

    if (error == 0) {
        error = vka_cnode_delete(slot);
    }
    if (error == 0) {
        vka_utspace_free(data, seL4_UntypedObject, memory->size_bits, (seL4_Word)memory->cookie);
    }
    return error;
}

sel4rpc_source_t sel4rpc_source_of_vka(vka_t *vka)
{
    return (sel4rpc_source_t){vka, take_from_vka, take_from_vka_at, give_back_to_vka};
}
