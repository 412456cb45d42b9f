/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task of three levels: it serves one child, which serves children of its own that the root task
 * knows nothing about. Their grants count against the child in the middle; ending it revokes everything below
 * it.
 */
#include "../common/child_platform.h"
#include "../common/devices.h"
#include "../common/parent.h"
#include "resources.h"

#include <stdlib.h>
#include <utils/util.h>

/* With MCS, the child in the middle needs SchedControl to give its children time. */
static sel4rpc_offer_t sched_control = {.name = PLATFORM_CHILD_SCHED_CONTROL};
static const sel4rpc_limits_t limits = {
    .memory_bytes = MIDDLE_BYTES,
    .leases = SEL4RPC_UNLIMITED,
    .objects = {.all = true},
    ALLOW(spare_device),
    .offers = &sched_control,
    .offer_count = config_set(CONFIG_KERNEL_MCS),
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

/* Checks that the device that the grandchild had is free: takes it and frees it. */
static void check_device_is_back(struct system *system)
{
    int error = device_try(&system->parent.platform, &spare_device);

    parent_say("the registers and the interrupt of " SPARE_NAME " are %s",
               error == 0 ? "mine again" : "LOST");
    parent_expect(error == 0, "the device");
}

/* Ends the child in the middle, and with it everything below. */
static void bury(struct system *system)
{
    tell_account(system);
    int error = sel4rpc_parent_end(&system->parent, &system->middle);
    parent_say("one call: %s", error == 0 ? "everything below it is taken back" : sel4rpc_strerror(error));
    parent_expect(error == 0, "taking back");
    parent_tell_balance(&system->parent);
    check_device_is_back(system);
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
        char fault[SEL4RPC_FAULT_BYTES];
        sel4rpc_describe_fault(fault, info);
        parent_say("middle crashed: %s", fault);
        return SEL4RPC_STOP;
    }
    if (seL4_GetMR(0) == SEL4RPC_CHILD_IS_READY) {
        tell_account(system);
        return SEL4RPC_NEXT;
    }
    parent_expect(false, "how it ends");
    return SEL4RPC_STOP;
}

static void offer_sched_control(sel4rpc_platform_t *platform)
{
    sched_control.rights = seL4_AllRights;
    if (config_set(CONFIG_KERNEL_MCS)) {
        vka_cspace_make_path(&platform->vka, simple_get_sched_ctrl(&platform->simple, 0),
                             &sched_control.master);
    }
}

static void run(struct system *system)
{
    sel4rpc_parent_t *parent = &system->parent;

    parent_say("I start middle: %u KiB, " SPARE_NAME, MIDDLE_BYTES / 1024);
    parent->child_cnode_bits = PLATFORM_CHILD_CNODE_BITS;
    offer_sched_control(&parent->platform);
    if (sel4rpc_parent_start(parent, &system->middle, "three-levels-middle", "middle", &limits) != 0) {
        parent_failures++;
        return;
    }
    sel4rpc_server_serve(&parent->server, parent->endpoint.cptr, take_other, system);
    bury(system);
}

int main(void)
{
    static sel4rpc_vka_record_t records[PARENT_RECORDS];
    static struct system system;
    sel4rpc_parent_t *parent = &system.parent;

    if (sel4rpc_parent_init(parent, NULL, NULL) != 0 ||
        sel4rpc_parent_use_pool(parent, records, PARENT_RECORDS) != 0) {
        return EXIT_FAILURE;
    }
    run(&system);
    return parent_finish(parent);
}
