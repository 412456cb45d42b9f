/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Capabilities as values: what they say, and the rules for changing and copying them. Where a capability is
 * kept is slot.h's business.
 */
#pragma once

#include "kernel/capability/type.h"

/* Whether `object` counts this capability as a reference. */
static inline bool capability_counts(const struct capability *capability)
{
    return type_of(capability)->counts;
}

/* Removes all rights that are not in `rights`. */
void capability_mask_rights(struct capability *capability, abi_word rights);

/* Applies the badge parameter of Mint, or of Mutate if `preserve`. Returns false if that is not allowed. */
bool capability_set_data(struct capability *capability, bool preserve, abi_word data);

/* Derives what a copy of the slot's capability holds. Returns an enum abi_error. If the capability cannot be
 * copied, that is no error: the copy is the null capability. */
abi_word capability_derive(const struct slot *slot, const struct capability *capability,
                           struct capability *copy);

/* For the table of types: badges, and what cannot be copied. */
bool capability_set_badge(struct capability *capability, bool preserve, abi_word badge);
bool capability_has_new_badge(struct capability *source, const struct capability *copy);
abi_word capability_derive_nothing(const struct slot *slot, struct capability *copy);
