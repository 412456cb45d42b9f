/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts and ports that the children ask for: a folder for each kind of machine.
 */
#pragma once

#include <sel4rpc/client.h>

/* What exists once, and can be had at the same time. */
struct device {
    const char *name;
    int (*take)(sel4rpc_client_t *rpc, sel4rpc_slot_t slot, uint64_t *cookie);
};
#define DEVICE_COUNT 4
extern const struct device devices[DEVICE_COUNT];

/* What collides with them, or cannot be granted at all. Ends with a NULL name. */
struct bad_device {
    const char *name;
    int error;
    int (*take)(sel4rpc_client_t *rpc, sel4rpc_slot_t slot);
};
extern const struct bad_device colliding_devices[], bad_devices[];
