/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task of three levels: it serves one child, which serves children of its own that the root task
 * knows nothing about. Their grants count against the child in the middle; ending it revokes everything below
 * it.
 */
#include "../common/parent.h"
#include "../common/child_platform.h"
#include "resources.h"

#include <stdlib.h>
#include <vka/capops.h>

static const sel4rpc_range_t com2_ports[] = {{COM2_FIRST_PORT, COM2_LAST_PORT}};
static const sel4rpc_range_t com2_irq[] = {{COM2_IRQ, COM2_IRQ}};
static const sel4rpc_range_t com2_pin[] = {{SEL4RPC_PIN(0, COM2_IRQ), SEL4RPC_PIN(0, COM2_IRQ)}};
#define ONLY(numbers)                                                                                        \
    {                                                                                                        \
        .ranges = (numbers), .count = 1                                                                      \
    }

static const sel4rpc_limits_t limits = {
    .memory_bytes = MIDDLE_BYTES,
    .leases = SEL4RPC_UNLIMITED,
    .objects = {.all = true},
    .irqs = ONLY(com2_irq),
    .msis = ONLY(com2_irq),
    .pins = ONLY(com2_pin),
    .ports = ONLY(com2_ports),
};

struct system {
    sel4rpc_parent_t parent;
    sel4rpc_parent_child_t middle;
};

static void tell_account(struct system *system)
{
    AccountMessage account = {0};

    parent_expect(sel4rpc_server_get_account(&system->parent.server, system->middle.badge, &account) == 0,
                  "its account");
    parent_say("middle holds %u leases, %u KiB of memory", (unsigned)account.leases,
               (unsigned)(account.memory_bytes / 1024));
}

/* Checks that everything the grandchild had is free: takes it and frees it. */
static void check_devices_are_back(struct system *system)
{
    sel4rpc_platform_t *platform = &system->parent.platform;
    cspacepath_t path;
    int error = vka_cspace_alloc_path(&platform->vka, &path);

    if (error == 0) {
        error = (int)simple_get_IOPort_cap(&platform->simple, COM2_FIRST_PORT, COM2_LAST_PORT, path.root,
                                           path.capPtr, path.capDepth);
        error = error == 0 ? vka_cnode_delete(&path) : error;
        vka_cspace_free_path(&platform->vka, path);
    }
    parent_say("the ports of COM2 are %s", error == 0 ? "mine again" : "LOST");
    parent_expect(error == 0, "the ports");
}

/* Ends the child in the middle, and with it everything below. */
static void bury(struct system *system)
{
    tell_account(system);
    int error = sel4rpc_parent_end(&system->parent, &system->middle);
    parent_say("one call: %s", error == 0 ? "everything below it is taken back" : sel4rpc_strerror(error));
    parent_expect(error == 0, "taking back");
    parent_tell_balance(&system->parent);
    check_devices_are_back(system);
}

static sel4rpc_next_t take_other(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    struct system *system = data;
    seL4_Word label = seL4_MessageInfo_get_label(info);

    (void)server;
    (void)badge;
    (void)answer;
    if (label != seL4_Fault_NullFault) {
        parent_say("middle crashed, with fault %lu", (unsigned long)label);
        return SEL4RPC_STOP;
    }
    if (seL4_GetMR(0) == SEL4RPC_CHILD_IS_READY) {
        tell_account(system);
        return SEL4RPC_NEXT;
    }
    parent_expect(false, "how it ends");
    return SEL4RPC_STOP;
}

static void run(struct system *system)
{
    sel4rpc_parent_t *parent = &system->parent;

    parent_say("I start middle: %u KiB, COM2", MIDDLE_BYTES / 1024);
    parent->child_cnode_bits = PLATFORM_CHILD_CNODE_BITS;
    if (sel4rpc_parent_start(parent, &system->middle, "three-levels-middle", "middle", &limits) != 0) {
        parent_failures++;
        return;
    }
    sel4rpc_server_serve(&parent->server, parent->endpoint.cptr, take_other, system);
    bury(system);
}

int main(void)
{
    static struct system system;
    sel4rpc_parent_t *parent = &system.parent;

    if (sel4rpc_parent_init(parent, NULL, NULL) != 0) {
        return EXIT_FAILURE;
    }
    run(&system);
    return parent_finish(parent);
}
