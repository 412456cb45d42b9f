/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task: it holds all memory, interrupts and devices, starts two children that hold nothing, and
 * grants what they ask for and may have. Its exit status tells whether all went well.
 */
#include "../common/devices.h"
#include "../common/parent.h"

#include <stdlib.h>

static const struct {
    const char *image;
    const char *name;
    sel4rpc_limits_t limits;
} children[] = {
    {"demo-memory",
     "memory",
     {.memory_bytes = 64 * 1024, .leases = 8, .addresses = {.all = true}, .objects = {.all = true}}},
    {"demo-serial",
     "serial",
     {.memory_bytes = 32 * 1024, .leases = 4, .objects = {.all = true}, ALLOW(serial_device)}},
};

static void run_child(sel4rpc_parent_t *parent, size_t number)
{
    sel4rpc_parent_child_t child;
    const char *name = children[number].name;

    if (sel4rpc_parent_start(parent, &child, children[number].image, name, &children[number].limits) != 0) {
        parent_failures++;
        return;
    }
    parent_say("started %s, with nothing but an endpoint to me, badge %lu", name, (unsigned long)child.badge);
    int error = sel4rpc_parent_serve(parent, &child);
    parent_say(error == 0 ? "%s is done, all went as it should; I end it" : "%s FAILED; I end it", name);
    parent_failures += error != 0;
    parent_expect(sel4rpc_parent_end(parent, &child) == 0, "ending it");
}

/* Checks that the driver's device is free once the driver has ended: takes it and frees it. */
static void check_device_is_back(sel4rpc_parent_t *parent)
{
    int error = device_try(&parent->platform, &serial_device);

    parent_say("the registers and the interrupt of " SERIAL_NAME " are %s",
               error == 0 ? "mine again" : "LOST");
    parent_failures += error != 0;
}

int main(void)
{
    static sel4rpc_vka_record_t records[PARENT_RECORDS];
    static sel4rpc_parent_t parent;

    if (sel4rpc_parent_init(&parent, sel4rpc_default_handler, NULL) != 0 ||
        sel4rpc_parent_use_pool(&parent, records, PARENT_RECORDS) != 0) {
        return EXIT_FAILURE;
    }
    parent_say("I am the root task: all memory, interrupts and devices are mine");
    for (size_t i = 0; i < sizeof(children) / sizeof(children[0]); i++) {
        run_child(&parent, i);
    }
    check_device_is_back(&parent);
    parent_tell_balance(&parent);
    return parent_finish(&parent);
}
