/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Capabilities as values.
 */
#include "kernel/capability/capability.h"

static const struct {
    const char *name;
    uint8_t rights; /* those that a capability of the type has */
    bool counts;    /* its object counts references */
} types[CAPABILITY_TYPE_COUNT] = {
    [CAPABILITY_NULL] = {"null", 0, false},
    [CAPABILITY_UNTYPED] = {"untyped", 0, false},
    [CAPABILITY_ENDPOINT] = {"endpoint", ABI_RIGHTS_ALL, true},
    [CAPABILITY_NOTIFICATION] = {"notification", ABI_RIGHT_READ | ABI_RIGHT_WRITE, true},
    [CAPABILITY_REPLY] = {"reply", ABI_RIGHT_GRANT, false},
    [CAPABILITY_CNODE] = {"cnode", 0, true},
    [CAPABILITY_THREAD] = {"tcb", 0, true},
    [CAPABILITY_FRAME] = {"frame", ABI_RIGHT_READ | ABI_RIGHT_WRITE, true},
    [CAPABILITY_PAGE_TABLE] = {"page-table", 0, true},
    [CAPABILITY_VSPACE] = {"vspace", 0, true},
    [CAPABILITY_ASID_CONTROL] = {"asid-control", 0, false},
    [CAPABILITY_ASID_POOL] = {"asid-pool", 0, false},
    [CAPABILITY_IRQ_CONTROL] = {"irq-control", 0, false},
    [CAPABILITY_IRQ_HANDLER] = {"irq-handler", 0, true},
    [CAPABILITY_IO_PORT_CONTROL] = {"io-port-control", 0, false},
    [CAPABILITY_IO_PORT] = {"io-port", 0, false},
};

bool capability_counts(const struct capability *capability)
{
    return types[capability->type].counts;
}

uint8_t capability_type_rights(unsigned type)
{
    return types[type].rights;
}

const char *capability_type_name(unsigned type)
{
    return type < CAPABILITY_TYPE_COUNT ? types[type].name : "invalid";
}

void capability_mask_rights(struct capability *capability, abi_word rights)
{
    capability->rights = (uint8_t)(capability->rights & rights);
}

static bool set_guard(struct capability *capability, abi_word data)
{
    unsigned bits = (unsigned)ABI_GUARD_SIZE(data);
    if (bits + capability->bits > ABI_WORD_BITS) {
        return false;
    }
    capability->guard_bits = (uint8_t)bits;
    capability->guard = ABI_GUARD(data) & (((abi_word)1 << bits) - 1);
    return true;
}

bool capability_set_data(struct capability *capability, bool preserve, abi_word data)
{
    switch (capability->type) {
    case CAPABILITY_ENDPOINT:
    case CAPABILITY_NOTIFICATION:
        if (preserve || capability->badge != 0) {
            return false;
        }
        capability->badge = data & ((~(abi_word)0) >> (ABI_WORD_BITS - ABI_BADGE_BITS));
        return true;
    case CAPABILITY_CNODE:
        return set_guard(capability, data);
    default:
        return true;
    }
}

abi_word capability_derive(const struct slot *slot, const struct capability *capability,
                           struct capability *copy)
{
    *copy = *capability;
    switch (capability->type) {
    case CAPABILITY_UNTYPED:
        return slot->first_child == NULL ? ABI_NO_ERROR : ABI_REVOKE_FIRST;
    case CAPABILITY_PAGE_TABLE:
        return capability->mapped ? ABI_NO_ERROR : ABI_ILLEGAL_OPERATION;
    case CAPABILITY_FRAME:
        copy->vspace = NULL;
        copy->vaddr = 0;
        copy->readable = false;
        copy->writable = false;
        return ABI_NO_ERROR;
    case CAPABILITY_REPLY:
    case CAPABILITY_IRQ_CONTROL:
    case CAPABILITY_IO_PORT_CONTROL:
        *copy = (struct capability){.type = CAPABILITY_NULL};
        return ABI_NO_ERROR;
    default:
        return ABI_NO_ERROR;
    }
}
