/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root CNode's empty slots: which are used.
 */
#pragma once

#include <allocator/allocator.h>

int allocator_slots_init(struct hosted_allocator *allocator, seL4_SlotRegion empty);
void allocator_slots_clean_up(struct hosted_allocator *allocator);

/* Takes the lowest free slot; returns -1 if there is none. */
int allocator_slots_take(struct hosted_allocator *allocator, seL4_CPtr *slot);
/* Ends the program if the slot was not taken. */
void allocator_slots_release(struct hosted_allocator *allocator, seL4_CPtr slot);
