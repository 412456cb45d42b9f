/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Capabilities as values.
 */
#include "kernel/capability/capability.h"

void capability_mask_rights(struct capability *capability, abi_word rights)
{
    capability->rights = (uint8_t)(capability->rights & rights);
}

bool capability_set_data(struct capability *capability, bool preserve, abi_word data)
{
    const struct type *type = type_of(capability);

    return type->set_data == NULL || type->set_data(capability, preserve, data);
}

abi_word capability_derive(const struct slot *slot, const struct capability *capability,
                           struct capability *copy)
{
    const struct type *type = type_of(capability);

    *copy = *capability;
    return type->derive == NULL ? ABI_NO_ERROR : type->derive(slot, copy);
}

bool capability_set_badge(struct capability *capability, bool preserve, abi_word badge)
{
    if (preserve || capability->badge != 0) {
        return false;
    }
    capability->badge = badge & ((~(abi_word)0) >> (ABI_WORD_BITS - ABI_BADGE_BITS));
    return true;
}

bool capability_has_new_badge(struct capability *source, const struct capability *copy)
{
    return copy->badge != source->badge;
}

abi_word capability_derive_nothing(const struct slot *slot, struct capability *copy)
{
    (void)slot;
    *copy = (struct capability){.type = CAPABILITY_NULL};
    return ABI_NO_ERROR;
}
