/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The parent of a driver: it may have the registers and the interrupt of one device.
 */
#include "../../common/devices.h"
#include "../../common/parent.h"

#include <stdlib.h>

static const sel4rpc_limits_t limits = {
    .memory_bytes = 32 * 1024, .leases = 4, .objects = {.all = true}, ALLOW(serial_device)};

int main(void)
{
    static sel4rpc_parent_t parent;
    static sel4rpc_vka_record_t records[PARENT_RECORDS];
    sel4rpc_parent_child_t driver;

    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0 ||
        sel4rpc_parent_use_pool(&parent, records, PARENT_RECORDS) != 0) {
        return EXIT_FAILURE;
    }
    if (sel4rpc_parent_start(&parent, &driver, "tutorial-driver-child", "driver", &limits) != 0) {
        return EXIT_FAILURE;
    }
    parent_expect(sel4rpc_parent_serve(&parent, &driver) == 0, "the driver's end");
    parent_expect(sel4rpc_parent_end(&parent, &driver) == 0, "ending the driver");
    parent_expect(device_try(&parent.platform, &serial_device) == 0, "taking the device");
    parent_say("the device is mine again");
    return parent_finish(&parent);
}
