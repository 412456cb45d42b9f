/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Objects: their making and their end, by type.
 */
#include "kernel/capability/object.h"

#include <string.h>

#include "kernel/capability/slot.h"
#include "kernel/interrupt/irq.h"
#include "kernel/memory/frame.h"
#include "kernel/memory/vspace.h"
#include "kernel/thread/ipc.h"

#define SHADOW_BYTES(bits) ((size_t)KERNEL_SHADOW_SCALE << (bits))

_Static_assert(sizeof(struct endpoint) <= SHADOW_BYTES(ABI_ENDPOINT_BITS), "an endpoint fits its shadow");
_Static_assert(sizeof(struct notification) <= SHADOW_BYTES(ABI_NOTIFICATION_BITS),
               "a notification fits its shadow");
_Static_assert(sizeof(struct kernel_thread) <= SHADOW_BYTES(ABI_TCB_BITS), "a TCB fits its shadow");
_Static_assert(sizeof(struct kernel_frame) <= SHADOW_BYTES(ABI_PAGE_BITS), "a frame fits its shadow");
_Static_assert(sizeof(struct kernel_vspace) <= SHADOW_BYTES(ABI_PAGE_BITS), "a VSpace fits its shadow");
_Static_assert(sizeof(union cnode_place) == SHADOW_BYTES(ABI_SLOT_BITS), "a slot fills its shadow");

static const struct {
    uint8_t size_bits; /* 0: the user chooses */
    uint8_t kind;
} types[ABI_OBJECT_COUNT] = {
    [ABI_OBJECT_UNTYPED] = {0, CAPABILITY_UNTYPED},
    [ABI_OBJECT_TCB] = {ABI_TCB_BITS, CAPABILITY_THREAD},
    [ABI_OBJECT_ENDPOINT] = {ABI_ENDPOINT_BITS, CAPABILITY_ENDPOINT},
    [ABI_OBJECT_NOTIFICATION] = {ABI_NOTIFICATION_BITS, CAPABILITY_NOTIFICATION},
    [ABI_OBJECT_CNODE] = {0, CAPABILITY_CNODE},
    [ABI_OBJECT_FRAME_4K] = {ABI_PAGE_BITS, CAPABILITY_FRAME},
    [ABI_OBJECT_FRAME_LARGE] = {ABI_LARGE_PAGE_BITS, CAPABILITY_FRAME},
    [ABI_OBJECT_PAGE_TABLE] = {ABI_PAGE_BITS, CAPABILITY_PAGE_TABLE},
#if __SIZEOF_LONG__ == 8
    [ABI_OBJECT_PDPT] = {ABI_PAGE_BITS, CAPABILITY_PAGE_TABLE},
    [ABI_OBJECT_PML4] = {ABI_PAGE_BITS, CAPABILITY_VSPACE},
    [ABI_OBJECT_PAGE_DIRECTORY] = {ABI_PAGE_BITS, CAPABILITY_PAGE_TABLE},
#else
    [ABI_OBJECT_PAGE_DIRECTORY] = {ABI_PAGE_BITS, CAPABILITY_VSPACE},
#endif
};

/* By kind: what of an object has to be cleared when it is made, and what its end does. A CNode is cleared
 * whole. */
static const struct {
    size_t bytes;
    void (*destroy)(struct kernel *kernel, struct object *object);
    bool has_slots;
} kinds[CAPABILITY_TYPE_COUNT] = {
    [CAPABILITY_ENDPOINT] = {sizeof(struct endpoint), endpoint_destroy, false},
    [CAPABILITY_NOTIFICATION] = {sizeof(struct notification), notification_destroy, false},
    [CAPABILITY_CNODE] = {0, NULL, true},
    [CAPABILITY_THREAD] = {sizeof(struct kernel_thread), thread_destroy, true},
    [CAPABILITY_FRAME] = {sizeof(struct kernel_frame), frame_destroy, false},
    [CAPABILITY_PAGE_TABLE] = {sizeof(struct object), NULL, false},
    [CAPABILITY_VSPACE] = {sizeof(struct kernel_vspace), vspace_destroy, false},
    [CAPABILITY_IRQ_HANDLER] = {0, irq_destroy, false},
};

unsigned object_size_bits(abi_word type, abi_word user_bits)
{
    if (types[type].size_bits != 0) {
        return types[type].size_bits;
    }
    return (unsigned)user_bits + (type == ABI_OBJECT_CNODE ? ABI_SLOT_BITS : 0);
}

enum capability_type object_kind(abi_word type)
{
    return (enum capability_type)types[type].kind;
}

struct object *object_create(struct kernel *kernel, void *shadow, abi_word type, unsigned size_bits,
                             abi_word paddr, bool device)
{
    struct object *object = shadow;
    size_t bytes = kinds[types[type].kind].bytes;
    memset(shadow, 0, bytes != 0 ? bytes : SHADOW_BYTES(size_bits));
    object->kind = types[type].kind;
    object->type = (uint8_t)type;
    object->size_bits = (uint8_t)size_bits;
    object->device = device;
    object->paddr = paddr;
    kernel->census.objects[type]++;
    return object;
}

void object_capability(struct object *object, struct capability *capability)
{
    unsigned slot_bits = object->kind == CAPABILITY_CNODE ? ABI_SLOT_BITS : 0;
    *capability = (struct capability){
        .type = object->kind,
        .rights = capability_type_rights(object->kind),
        .bits = (uint8_t)(object->size_bits - slot_bits),
        .device = object->device,
        .original = true,
        .object = object,
    };
}

void object_destroy(struct kernel *kernel, struct object *object)
{
    unsigned kind = object->kind;
    if (kinds[kind].destroy != NULL) {
        kinds[kind].destroy(kernel, object);
    }
    if (kind != CAPABILITY_IRQ_HANDLER) {
        kernel->census.objects[object->type]--;
    }
    if (kinds[kind].has_slots) {
        struct container *container = (struct container *)(void *)object;
        container->next_dying = kernel->dying;
        kernel->dying = container;
    } else {
        object->kind = CAPABILITY_NULL;
    }
}

static void empty_container(struct kernel *kernel, struct object *object)
{
    if (object->kind == CAPABILITY_THREAD) {
        struct kernel_thread *thread = (struct kernel_thread *)(void *)object;
        for (unsigned i = 0; i < THREAD_SLOT_COUNT; i++) {
            slot_release(kernel, &thread->slots[i]);
        }
    } else {
        for (abi_word i = 0; i < cnode_slots(object); i++) {
            slot_release(kernel, cnode_slot(object, i));
        }
    }
    object->kind = CAPABILITY_NULL;
}

void object_empty_dying(struct kernel *kernel)
{
    while (kernel->dying != NULL) {
        struct container *container = kernel->dying;
        kernel->dying = container->next_dying;
        empty_container(kernel, &container->object);
    }
}
