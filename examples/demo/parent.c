/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task: it holds all memory, interrupts and I/O ports, starts two children that hold nothing, and
 * grants what they ask for and may have. Its exit status tells whether all went well.
 */
#include "../common/parent.h"

#include <stdlib.h>
#include <vka/capops.h>

static const sel4rpc_range_t com1_ports[] = {{0x3f8, 0x3ff}};
static const sel4rpc_range_t com1_irq[] = {{4, 4}};
static const sel4rpc_range_t com1_pin[] = {{SEL4RPC_PIN(0, 4), SEL4RPC_PIN(0, 4)}};

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
     {.memory_bytes = 4096,
      .leases = 3,
      .objects = {.all = true},
      .irqs = {.ranges = com1_irq, .count = 1},
      .msis = {.ranges = com1_irq, .count = 1},
      .pins = {.ranges = com1_pin, .count = 1},
      .ports = {.ranges = com1_ports, .count = 1}}},
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

/* Tries to take the ports of COM1 and interrupt 4, and frees each again. */
static int try_device(simple_t *simple, const cspacepath_t *path)
{
    int error = (int)simple_get_IOPort_cap(simple, 0x3f8, 0x3ff, path->root, path->capPtr, path->capDepth);

    if (error == seL4_NoError) {
        error = vka_cnode_delete(path);
    }
    if (error == seL4_NoError) {
        error = (int)simple_get_IRQ_handler(simple, 4, *path);
    }
    return error == seL4_NoError ? vka_cnode_delete(path) : error;
}

/* Checks that the driver's device is free once the driver has ended: takes it and frees it. */
static void check_device_is_back(sel4rpc_parent_t *parent)
{
    sel4rpc_platform_t *platform = &parent->platform;
    cspacepath_t path;

    if (vka_cspace_alloc_path(&platform->vka, &path) != 0) {
        parent_failures++;
        return;
    }
    int error = try_device(&platform->simple, &path);
    parent_say("the ports and the interrupt of COM1 are %s", error == seL4_NoError ? "mine again" : "LOST");
    parent_failures += error != seL4_NoError;
    vka_cspace_free_path(&platform->vka, path);
}

int main(void)
{
    static sel4rpc_parent_t parent;

    if (sel4rpc_parent_init(&parent, sel4rpc_default_handler, NULL) != 0) {
        return EXIT_FAILURE;
    }
    parent_say("I am the root task: all memory, interrupts and I/O ports are mine");
    for (size_t i = 0; i < sizeof(children) / sizeof(children[0]); i++) {
        run_child(&parent, i);
    }
    check_device_is_back(&parent);
    parent_tell_balance(&parent);
    return parent_finish(&parent);
}
