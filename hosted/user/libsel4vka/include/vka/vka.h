/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The allocator interface: slots, and kernel objects in them.
 *
 * Every function of the interface may be missing; calling a missing one fails as far as it can.
 */
#pragma once

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include <autoconf.h>
#include <sel4vka/gen_config.h>
#include <sel4/sel4.h>
#include <utils/util.h>
#include <vka/cspacepath_t.h>

/* Functions that return int return 0 or an error; their result goes to the last parameter. */
typedef int (*vka_cspace_alloc_fn)(void *data, seL4_CPtr *res);
typedef void (*vka_cspace_make_path_fn)(void *data, seL4_CPtr slot, cspacepath_t *res);
/* The slot must be empty. */
typedef void (*vka_cspace_free_fn)(void *data, seL4_CPtr slot);

/* Makes an object in the slot that `dest` names. The result is the allocation's number, for free and
 * paddr. */
typedef int (*vka_utspace_alloc_fn)(void *data, const cspacepath_t *dest, seL4_Word type, seL4_Word size_bits,
                                    seL4_Word *res);
typedef int (*vka_utspace_alloc_at_fn)(void *data, const cspacepath_t *dest, seL4_Word type,
                                       seL4_Word size_bits, uintptr_t paddr, seL4_Word *cookie);
typedef int (*vka_utspace_alloc_maybe_device_fn)(void *data, const cspacepath_t *dest, seL4_Word type,
                                                 seL4_Word size_bits, bool can_use_dev, seL4_Word *res);
/* All capabilities to the object must be gone. */
typedef void (*vka_utspace_free_fn)(void *data, seL4_Word type, seL4_Word size_bits, seL4_Word target);
typedef uintptr_t (*vka_utspace_paddr_fn)(void *data, seL4_Word target, seL4_Word type, seL4_Word size_bits);

#define VKA_NO_PADDR 1

typedef struct vka {
    void *data;
    vka_cspace_alloc_fn cspace_alloc;
    vka_cspace_make_path_fn cspace_make_path;
    vka_utspace_alloc_fn utspace_alloc;
    vka_utspace_alloc_maybe_device_fn utspace_alloc_maybe_device;
    vka_utspace_alloc_at_fn utspace_alloc_at;
    vka_cspace_free_fn cspace_free;
    vka_utspace_free_fn utspace_free;
    vka_utspace_paddr_fn utspace_paddr;
} vka_t;

/* True if an interface, its function and the place for the result exist; otherwise logs what is missing. */
#define VKA_HAS(vka, function, result)                                                                       \
    ((vka) == NULL || (vka)->function == NULL ? vka_lacks("function in the vka", #function)                  \
     : (result) == NULL                       ? vka_lacks("place for the result", #function)                 \
                                              : true)

/* Logs, and returns false. */
static inline bool vka_lacks(const char *what, const char *name)
{
    ZF_LOGE("%s: no %s", name, what);
    return false;
}

static inline int vka_cspace_alloc(vka_t *vka, seL4_CPtr *res)
{
    return VKA_HAS(vka, cspace_alloc, res) ? vka->cspace_alloc(vka->data, res) : -1;
}

static inline void vka_cspace_make_path(vka_t *vka, seL4_CPtr slot, cspacepath_t *res)
{
    if (!VKA_HAS(vka, cspace_make_path, res)) {
        ZF_LOGF("cannot make a path");
    }
    vka->cspace_make_path(vka->data, slot, res);
}

static inline int vka_cspace_alloc_path(vka_t *vka, cspacepath_t *res)
{
    seL4_CPtr slot = 0;
    int error = vka_cspace_alloc(vka, &slot);

    if (!error) {
        vka_cspace_make_path(vka, slot, res);
    }
    return error;
}

/* Ends the program if the slot is not empty, as a debug build of seL4 does. */
static inline void vka_cspace_free(vka_t *vka, seL4_CPtr slot)
{
    if (seL4_DebugCapIdentify(slot) != 0) {
        ZF_LOGF("slot %lu is freed but not empty", (unsigned long)slot);
    }
    if (VKA_HAS(vka, cspace_free, vka)) {
        vka->cspace_free(vka->data, slot);
    }
}

static inline void vka_cspace_free_path(vka_t *vka, cspacepath_t path)
{
    vka_cspace_free(vka, path.capPtr);
}

static inline int vka_utspace_alloc(vka_t *vka, const cspacepath_t *dest, seL4_Word type, seL4_Word size_bits,
                                    seL4_Word *res)
{
    return VKA_HAS(vka, utspace_alloc, res) ? vka->utspace_alloc(vka->data, dest, type, size_bits, res) : -1;
}

static inline int vka_utspace_alloc_maybe_device(vka_t *vka, const cspacepath_t *dest, seL4_Word type,
                                                 seL4_Word size_bits, bool can_use_dev, seL4_Word *res)
{
    if (!VKA_HAS(vka, utspace_alloc_maybe_device, res)) {
        return -1;
    }
    return vka->utspace_alloc_maybe_device(vka->data, dest, type, size_bits, can_use_dev, res);
}

static inline int vka_utspace_alloc_at(vka_t *vka, const cspacepath_t *dest, seL4_Word type,
                                       seL4_Word size_bits, uintptr_t paddr, seL4_Word *cookie)
{
    if (!VKA_HAS(vka, utspace_alloc_at, cookie)) {
        return -1;
    }
    return vka->utspace_alloc_at(vka->data, dest, type, size_bits, paddr, cookie);
}

static inline void vka_utspace_free(vka_t *vka, seL4_Word type, seL4_Word size_bits, seL4_Word target)
{
    if (!vka) {
        ZF_LOGE("no vka");
        return;
    }
    if (!vka->utspace_free) {
        ZF_LOGF("the vka has no utspace_free: memory would leak");
    }
    vka->utspace_free(vka->data, type, size_bits, target);
}

static inline uintptr_t vka_utspace_paddr(vka_t *vka, seL4_Word target, seL4_Word type, seL4_Word size_bits)
{
    if (!VKA_HAS(vka, utspace_paddr, vka)) {
        return VKA_NO_PADDR;
    }
    return vka->utspace_paddr(vka->data, target, type, size_bits);
}
