/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task: it holds all memory, interrupts and I/O ports, starts two children that hold nothing, and
 * grants whatever they ask for. Its exit status tells whether all went well.
 */
#include "../common/parent.h"

#include <stdlib.h>
#include <vka/capops.h>

static const sel4rpc_limits_t unlimited = {
    .memory_bytes = SEL4RPC_UNLIMITED,
    .leases = SEL4RPC_UNLIMITED,
    .addresses = {.all = true},
    .objects = {.all = true},
    .irqs = {.all = true},
    .msis = {.all = true},
    .pins = {.all = true},
    .ports = {.all = true},
};

static const struct {
    const char *image;
    const char *name;
} children[] = {{"demo-memory", "memory"}, {"demo-serial", "serial"}};

static void run_child(sel4rpc_parent_t *parent, size_t number)
{
    sel4rpc_parent_child_t child;
    const char *name = children[number].name;

    if (sel4rpc_parent_admit(parent, &child, children[number].image, name, &unlimited, 0) != 0) {
        parent_failures++;
        return;
    }
    parent_say("started %s, with nothing but an endpoint to me, badge %#lx", name,
               (unsigned long)child.badge);
    int error = sel4rpc_parent_serve(parent, &child);
    parent_say(error == 0 ? "%s is done, all went as it should; I end it" : "%s FAILED; I end it", name);
    parent_failures += error != 0;
    sel4rpc_parent_end(parent, &child);
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

/* Checks that the driver's device is free once it is dismissed: takes it and frees it. */
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

static void tell_balance(sel4rpc_parent_t *parent)
{
    sel4rpc_statistics_t statistics;

    sel4rpc_server_get_statistics(&parent->server, &statistics);
    parent_say("statistics: leases granted %u, released %u, still held %u; requests refused %u",
               (unsigned)statistics.granted, (unsigned)statistics.released, (unsigned)statistics.held,
               (unsigned)statistics.refused);
    parent_failures += statistics.held != 0 || statistics.granted != statistics.released;
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
    tell_balance(&parent);
    return parent_finish(&parent);
}
