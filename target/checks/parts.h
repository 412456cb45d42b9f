/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The parts of the child: each asks the parent for one kind of things, uses them, and gives them back.
 */
#pragma once

#include "../../examples/common/child.h"
#include "../../examples/common/devices.h"
#include "check.h"

#include <stddef.h>

/* An object type: the size that the checks ask for, in Retype's units, and what the parent answers. */
struct object_row {
    const char *name;
    seL4_Word type;
    seL4_Word size_bits;
    int answer;
};

/* The architecture's own types. */
extern const struct object_row arch_objects[];
extern const size_t arch_object_count;

/* A request for an interrupt or ports that is refused on this architecture, or granted. */
struct device_row {
    const char *name;
    int answer;
    int (*ask)(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie);
};

extern const struct device_row arch_devices[];
extern const size_t arch_device_count;

/* Memory of a device, which the vka has, and which can be read. */
extern const uint64_t arch_device_address;

/* The address at which the checks map frames; there is room for the largest that they ask for. */
#define CHECK_VADDR ((uintptr_t)0x50000000)

void check_objects(sel4rpc_child_t *child);
void check_frames(sel4rpc_child_t *child);
void check_requests(sel4rpc_child_t *child);
void check_devices(sel4rpc_child_t *child);
void check_adapters(sel4rpc_child_t *child);
