/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A table of the types that all architectures have; the others are in the architecture's own.
 */
#include "object.h"

static const struct object_type common_types[] = {
    {seL4_UntypedObject, seL4_MinUntypedBits, seL4_MaxUntypedBits, 0, true, true},
    {seL4_TCBObject, seL4_TCBBits, seL4_TCBBits, 0, false, true},
    {seL4_EndpointObject, seL4_EndpointBits, seL4_EndpointBits, 0, false, true},
    {seL4_NotificationObject, seL4_NotificationBits, seL4_NotificationBits, 0, false, true},
    {seL4_CapTableObject, 1, seL4_MaxUntypedBits - seL4_SlotBits, seL4_SlotBits, false, true},
#ifdef CONFIG_KERNEL_MCS
    {seL4_SchedContextObject, seL4_MinSchedContextBits, seL4_MaxUntypedBits, 0, false, true},
    {seL4_ReplyObject, seL4_ReplyBits, seL4_ReplyBits, 0, false, true},
#endif
};

static const struct object_type *find(const struct object_type *types, size_t count, uint64_t type)
{
    for (size_t i = 0; i < count; i++) {
        if (types[i].type == type) {
            return &types[i];
        }
    }
    return NULL;
}

static const struct object_type *find_type(uint64_t type)
{
    const struct object_type *found =
        find(common_types, sizeof(common_types) / sizeof(common_types[0]), type);

    return found != NULL ? found : find(sel4rpc_arch_object_types, sel4rpc_arch_object_type_count, type);
}

static seL4_Error measure(const struct object_type *type, uint64_t size_bits, struct object *object)
{
    bool fixed = type->bits == type->max_bits;

    if (fixed && size_bits == 0) {
        size_bits = type->bits;
    }
    if (fixed && size_bits != type->bits) {
        return seL4_InvalidArgument;
    }
    if (size_bits < type->bits || size_bits > type->max_bits) {
        return seL4_RangeError;
    }
    *object = (struct object){type, (seL4_Word)size_bits, (unsigned)size_bits + type->unit_bits};
    return seL4_NoError;
}

seL4_Error sel4rpc_object_measure(uint64_t type, uint64_t size_bits, struct object *object)
{
    const struct object_type *found = find_type(type);

    return found != NULL ? measure(found, size_bits, object) : seL4_InvalidArgument;
}

seL4_Error sel4rpc_object_describe(uint64_t type, uint64_t size_bits, struct object *object)
{
    const struct object_type *found = find_type(type);

    if (found != NULL && !found->grantable) {
        return seL4_IllegalOperation;
    }
    return found != NULL ? measure(found, size_bits, object) : seL4_InvalidArgument;
}
