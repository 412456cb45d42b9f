/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Kernel objects with their slot and memory, allocated and freed as one.
 *
 * A function that fails leaves *result zeroed and nothing allocated.
 */
#pragma once

#include <errno.h>
#include <string.h>

#include <utils/util.h>
#include <vka/kobject_t.h>
#include <vka/vka.h>

typedef struct vka_object {
    seL4_CPtr cptr;
    seL4_Word ut;
    seL4_Word type;
    seL4_Word size_bits;
} vka_object_t;

/* paddr may be VKA_NO_PADDR; only then does can_use_dev count. */
static inline int vka_alloc_object_at_maybe_dev(vka_t *vka, seL4_Word type, seL4_Word size_bits,
                                                uintptr_t paddr, bool can_use_dev, vka_object_t *result)
{
    vka_object_t object = {.type = type, .size_bits = size_bits};
    cspacepath_t path;
    int error;

    memset(result, 0, sizeof(*result));
    if (type >= seL4_ObjectTypeCount) {
        ZF_LOGE("there is no object type %lu", (unsigned long)type);
        return -1;
    }
    error = vka_cspace_alloc_path(vka, &path);
    if (error) {
        ZF_LOGE("no slot: error %d", error);
        return error;
    }
    object.cptr = path.capPtr;
    error = paddr == VKA_NO_PADDR
                ? vka_utspace_alloc_maybe_device(vka, &path, type, size_bits, can_use_dev, &object.ut)
                : vka_utspace_alloc_at(vka, &path, type, size_bits, paddr, &object.ut);
    if (error) {
        ZF_LOGE("no object of type %lu and 2^%lu bytes at 0x%lx: error %d", (unsigned long)type,
                (unsigned long)size_bits, (unsigned long)paddr, error);
        vka_cspace_free(vka, path.capPtr);
        return error;
    }
    *result = object;
    return 0;
}

static inline int vka_alloc_object_at(vka_t *vka, seL4_Word type, seL4_Word size_bits, uintptr_t paddr,
                                      vka_object_t *result)
{
    return vka_alloc_object_at_maybe_dev(vka, type, size_bits, paddr, false, result);
}

static inline int vka_alloc_object(vka_t *vka, seL4_Word type, seL4_Word size_bits, vka_object_t *result)
{
    return vka_alloc_object_at(vka, type, size_bits, VKA_NO_PADDR, result);
}

/* Deletes the capability, and frees its slot and memory. */
static inline void vka_free_object(vka_t *vka, vka_object_t *object)
{
    cspacepath_t path;

    vka_cspace_make_path(vka, object->cptr, &path);
    if (path.capPtr == 0) {
        ZF_LOGE("the object has no slot");
        return;
    }
    seL4_CNode_Delete(path.root, path.capPtr, (seL4_Uint8)path.capDepth);
    vka_cspace_free(vka, object->cptr);
    vka_utspace_free(vka, object->type, object->size_bits, object->ut);
}

static inline uintptr_t vka_object_paddr(vka_t *vka, vka_object_t *object)
{
    return vka_utspace_paddr(vka, object->ut, object->type, object->size_bits);
}

static inline int vka_alloc_untyped(vka_t *vka, uint32_t size_bits, vka_object_t *result)
{
    return vka_alloc_object(vka, seL4_UntypedObject, size_bits, result);
}

static inline int vka_alloc_untyped_at(vka_t *vka, uint32_t size_bits, uintptr_t paddr, vka_object_t *result)
{
    return vka_alloc_object_at(vka, seL4_UntypedObject, size_bits, paddr, result);
}

static inline int vka_alloc_cnode_object(vka_t *vka, uint32_t slot_bits, vka_object_t *result)
{
    return vka_alloc_object(vka, seL4_CapTableObject, slot_bits, result);
}

static inline int vka_alloc_frame(vka_t *vka, uint32_t size_bits, vka_object_t *result)
{
    return vka_alloc_object(vka, kobject_get_type(KOBJECT_FRAME, size_bits), size_bits, result);
}

static inline int vka_alloc_frame_maybe_device(vka_t *vka, uint32_t size_bits, bool can_use_dev,
                                               vka_object_t *result)
{
    return vka_alloc_object_at_maybe_dev(vka, kobject_get_type(KOBJECT_FRAME, size_bits), size_bits,
                                         VKA_NO_PADDR, can_use_dev, result);
}

static inline int vka_alloc_frame_at(vka_t *vka, uint32_t size_bits, uintptr_t paddr, vka_object_t *result)
{
    return vka_alloc_object_at(vka, kobject_get_type(KOBJECT_FRAME, size_bits), size_bits, paddr, result);
}

static inline int vka_alloc_kobject(vka_t *vka, kobject_t type, seL4_Word size_bits, vka_object_t *result)
{
    return vka_alloc_object(vka, kobject_get_type(type, size_bits), size_bits, result);
}

static inline int vka_alloc_tcb(vka_t *vka, vka_object_t *result)
{
    return vka_alloc_object(vka, seL4_TCBObject, seL4_TCBBits, result);
}

static inline int vka_alloc_endpoint(vka_t *vka, vka_object_t *result)
{
    return vka_alloc_object(vka, seL4_EndpointObject, seL4_EndpointBits, result);
}

static inline int vka_alloc_notification(vka_t *vka, vka_object_t *result)
{
    return vka_alloc_object(vka, seL4_NotificationObject, seL4_NotificationBits, result);
}

static inline int vka_alloc_page_directory(vka_t *vka, vka_object_t *result)
{
    return vka_alloc_object(vka, kobject_get_type(KOBJECT_PAGE_DIRECTORY, 0), seL4_PageDirBits, result);
}

static inline int vka_alloc_page_table(vka_t *vka, vka_object_t *result)
{
    return vka_alloc_object(vka, kobject_get_type(KOBJECT_PAGE_TABLE, 0), seL4_PageTableBits, result);
}

#ifdef CONFIG_KERNEL_MCS
static inline int vka_alloc_reply(vka_t *vka, vka_object_t *result)
{
    return vka_alloc_object(vka, seL4_ReplyObject, seL4_ReplyBits, result);
}

/* size_bits: log2 of bytes, at least seL4_MinSchedContextBits */
static inline int vka_alloc_sched_context_size(vka_t *vka, vka_object_t *result, uint32_t size_bits)
{
    if (size_bits < seL4_MinSchedContextBits) {
        ZF_LOGE("a scheduling context has at least 2^%u bytes, not 2^%u", seL4_MinSchedContextBits,
                size_bits);
        return -1;
    }
    return vka_alloc_object(vka, seL4_SchedContextObject, size_bits, result);
}

static inline int vka_alloc_sched_context(vka_t *vka, vka_object_t *result)
{
    return vka_alloc_sched_context_size(vka, result, seL4_MinSchedContextBits);
}
#else
/* This kernel has neither reply objects nor scheduling contexts. */
static inline int vka_alloc_reply(UNUSED vka_t *vka, vka_object_t *result)
{
    memset(result, 0, sizeof(*result));
    return ENOSYS;
}

static inline int vka_alloc_sched_context_size(UNUSED vka_t *vka, UNUSED vka_object_t *result,
                                               UNUSED uint32_t size_bits)
{
    return ENOSYS;
}

static inline int vka_alloc_sched_context(UNUSED vka_t *vka, UNUSED vka_object_t *result)
{
    return ENOSYS;
}
#endif

/* Returns just the object's capability, or 0 if that fails. Its memory can no longer be freed. */
static inline WARN_UNUSED_RESULT seL4_CPtr vka_alloc_object_leaky(vka_t *vka, seL4_Word type,
                                                                  seL4_Word size_bits)
{
    vka_object_t object;

    return vka_alloc_object(vka, type, size_bits, &object) != 0 ? 0 : object.cptr;
}

/* The same for the function vka_alloc_NAME(), without and with a size. */
#define LEAKY(name)                                                                                          \
    static inline WARN_UNUSED_RESULT seL4_CPtr vka_alloc_##name##_leaky(vka_t *vka)                          \
    {                                                                                                        \
        vka_object_t object;                                                                                 \
                                                                                                             \
        return vka_alloc_##name(vka, &object) != 0 ? 0 : object.cptr;                                        \
    }
#define LEAKY_SIZE_BITS(name)                                                                                \
    static inline WARN_UNUSED_RESULT seL4_CPtr vka_alloc_##name##_leaky(vka_t *vka, uint32_t size_bits)      \
    {                                                                                                        \
        vka_object_t object;                                                                                 \
                                                                                                             \
        return vka_alloc_##name(vka, size_bits, &object) != 0 ? 0 : object.cptr;                             \
    }

LEAKY(tcb)
LEAKY(endpoint)
LEAKY(notification)
LEAKY(page_directory)
LEAKY(page_table)
LEAKY(sched_context)
LEAKY(reply)
LEAKY_SIZE_BITS(untyped)
LEAKY_SIZE_BITS(frame)
LEAKY_SIZE_BITS(cnode_object)

#include <vka/arch/object.h>

#ifdef CONFIG_KERNEL_MCS
static inline unsigned long vka_schedule_get_object_size(seL4_Word objectType, seL4_Word objectSize)
{
    switch (objectType) {
    case seL4_SchedContextObject:
        return objectSize > seL4_MinSchedContextBits ? objectSize : seL4_MinSchedContextBits;
    case seL4_ReplyObject:
        return seL4_ReplyBits;
    default:
        return vka_arch_get_object_size(objectType);
    }
}
#else
static inline unsigned long vka_schedule_get_object_size(seL4_Word objectType, UNUSED seL4_Word objectSize)
{
    return vka_arch_get_object_size(objectType);
}
#endif

/* Log2 of the object's bytes. Ends the program if the type does not exist. */
static inline unsigned long vka_get_object_size(seL4_Word objectType, seL4_Word objectSize)
{
    switch (objectType) {
    case seL4_UntypedObject:
        return objectSize;
    case seL4_TCBObject:
        return seL4_TCBBits;
    case seL4_EndpointObject:
        return seL4_EndpointBits;
    case seL4_NotificationObject:
        return seL4_NotificationBits;
    case seL4_CapTableObject:
        return seL4_SlotBits + objectSize;
    default:
        return vka_schedule_get_object_size(objectType, objectSize);
    }
}
