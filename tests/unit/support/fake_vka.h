/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A vka as strict as a real one may be: it fails the test on every value that a real allocator may abort on,
 * and if anything is freed twice, freed while in use, or freed but never allocated. Its slots are those of
 * SCRIPTED_CNODE.
 */
#pragma once

#include <vka/object.h>
#include <vka/vka.h>

#define FAKE_VKA_FIRST_SLOT 100

enum fake_vka_call { FAKE_ALLOC = 1, FAKE_ALLOC_MAYBE_DEVICE, FAKE_ALLOC_AT };

struct fake_vka {
    vka_t vka;
    unsigned slots;   /* in use now */
    unsigned objects; /* existing now */
    unsigned calls;   /* for objects, since the start */
    /* The latest call for an object. */
    enum fake_vka_call call;
    seL4_Word type;
    seL4_Word size_bits;
    uintptr_t paddr;
    bool can_use_device;
    seL4_Error object_error; /* set by the test, unless 0: objects cannot be allocated */
    bool knows_no_addresses; /* set by the test: physical addresses are VKA_NO_PADDR */
};

void fake_vka_init(struct fake_vka *fake);
