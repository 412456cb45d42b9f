/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A simple as strict as a real one may be: it fails the test on every number that a real one would truncate
 * or abort on. It reports the untypeds of a small platform, and never runs out of interrupts and ports.
 */
#pragma once

#include <simple/simple.h>

#define FAKE_RAM 0x10000000u
#define FAKE_RAM_BITS 24
#define FAKE_DEVICE 0xfec00000u
#define FAKE_DEVICE_BITS 12
#define FAKE_NOTHING_HERE 0x40000000u

enum fake_simple_call { FAKE_IRQ = 1, FAKE_MSI, FAKE_IOAPIC, FAKE_IOPORTS };

struct fake_simple {
    simple_t simple;
    unsigned calls; /* for capabilities, since the start */
    int error;      /* result of these calls; 0: success */
    /* The numbers of the latest call, in the order of the interface. */
    enum fake_simple_call call;
    seL4_Word numbers[5];
};

void fake_simple_init(struct fake_simple *fake);

/* The members of the architecture, whose calls end here: a step, and the slot is full. */
extern const arch_simple_t fake_devices;
seL4_Error fake_obtain(struct fake_simple *fake, seL4_CNode root, seL4_Word index, seL4_Word depth);

/* Tells whether 2^bits bytes at an address are within one of the platform's untypeds. */
bool fake_platform_has(uintptr_t paddr, seL4_Word bits);
