/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The devices that the examples hand out: registers and an interrupt each. A PC has registers in I/O ports;
 * elsewhere they are a page of memory, and an interrupt has a trigger. board.h says what there is; the build
 * takes that of the architecture.
 */
#pragma once

#include <sel4rpc/child.h>
#include <sel4rpc/platform.h>
#include <sel4rpc/lease.h>

/* A device. The members are what limits take. */
struct device {
    sel4rpc_range_t registers; /* I/O ports, or physical addresses */
    sel4rpc_range_t irq;
    sel4rpc_range_t pin; /* of the I/O APIC */
};

/* A set of limits with one range. */
#define ONLY(range)                                                                                          \
    {                                                                                                        \
        .ranges = &(range), .count = 1                                                                       \
    }

/* SERIAL_NAME and SPARE_NAME; ALLOW(device), the members of limits that allow a device. */
#include "board.h"

extern const struct device serial_device; /* the machine's first serial port */
extern const struct device spare_device;  /* another device, which needs no driver here */
extern const struct device timer_device;  /* its timer; see timer.h */

/* Asks the parent for the registers: the ports or, on boards, a frame. Returns as sel4rpc_get_irq() does. */
int device_get_registers(sel4rpc_child_t *child, const struct device *device, sel4rpc_slot_t slot,
                         uint64_t *cookie);

/* Asks the parent for the interrupt. Returns as sel4rpc_get_irq() does. */
int device_get_irq(sel4rpc_child_t *child, const struct device *device, sel4rpc_slot_t slot,
                   uint64_t *cookie);

/* For the root task: takes the registers, then the interrupt, and frees each again. Returns 0 if both were
 * free. */
int device_try(sel4rpc_platform_t *platform, const struct device *device);
