/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task: runs a child that checks everything, then one that crashes with one thing of each kind, then
 * one that takes the same things. After each, everything has to be back. The last line says how many checks
 * passed and failed.
 */
#include "../../examples/common/devices.h"
#include "../../examples/common/parent.h"
#include "check.h"
#include "names.h"

#include <stdio.h>
#include <stdlib.h>
#include <utils/util.h>

static sel4rpc_offer_t offers[] = {{.name = OFFERED_NAME}, {.name = SCHED_CONTROL_NAME}};
static const sel4rpc_limits_t limits = {
    .memory_bytes = LIMIT_BYTES,
    .leases = LIMIT_LEASES,
    .addresses = {.all = true},
    .objects = {.all = true},
    .irqs = {.all = true},
    .msis = {.all = true},
    .pins = {.all = true},
    .ports = {.all = true},
    .offers = offers,
    .offer_count = 1 + config_set(CONFIG_KERNEL_MCS),
};

static void make_offers(sel4rpc_platform_t *platform, const vka_object_t *notification)
{
    offers[0].rights = seL4_AllRights;
    offers[1].rights = seL4_AllRights;
    vka_cspace_make_path(&platform->vka, notification->cptr, &offers[0].master);
    if (config_set(CONFIG_KERNEL_MCS)) {
        vka_cspace_make_path(&platform->vka, simple_get_sched_ctrl(&platform->simple, 0), &offers[1].master);
    }
}

/* How a child ended: the label of its fault, or whether it finished. */
struct end {
    seL4_Word fault;
    bool finished;
};

/* Handles the child's own messages: its counts, its end, its fault. */
static sel4rpc_next_t take_other(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    struct end *end = data;
    seL4_Word label = seL4_MessageInfo_get_label(info);
    seL4_Word what = seL4_GetMR(0);

    (void)server;
    (void)badge;
    (void)answer;
    if (label == seL4_Fault_NullFault && what == CHECKS_COUNTED) {
        checks_passed += (unsigned)seL4_GetMR(1);
        checks_failed += (unsigned)seL4_GetMR(2);
        return SEL4RPC_NEXT;
    }
    end->fault = label;
    end->finished = label == seL4_Fault_NullFault && what == SEL4RPC_CHILD_IS_DONE;
    return SEL4RPC_STOP;
}

/* Checks that whatever the child had is the parent's again. */
static void check_all_is_back(sel4rpc_parent_t *parent)
{
    sel4rpc_statistics_t statistics;

    sel4rpc_server_get_statistics(&parent->server, &statistics);
    (void)check(statistics.held == 0 && statistics.granted == statistics.released, "every lease has ended");
    (void)check_result(0, device_try(&parent->platform, &spare_device), SPARE_NAME " is the parent's again");
    (void)check_result(0, device_try(&parent->platform, &serial_device),
                       SERIAL_NAME " is the parent's again");
    (void)check(!offers[0].is_lent && !offers[1].is_lent, "what was lent is back");
}

/* least: how many leases the child holds at its end, at least. */
static void run(sel4rpc_parent_t *parent, const char *name, bool crashes, unsigned least)
{
    sel4rpc_parent_child_t child;
    AccountMessage account = {.leases = 0};
    struct end end = {.finished = false};

    printf("checks: %s starts\n", name);
    fflush(stdout);
    if (!check_result(0, sel4rpc_parent_start(parent, &child, "checks-child", name, &limits),
                      "starting a child")) {
        return;
    }
    sel4rpc_server_serve(&parent->server, parent->endpoint.cptr, take_other, &end);
    (void)check(crashes ? end.fault == seL4_Fault_VMFault : end.finished, "the child ends as it should");
    (void)check(sel4rpc_server_get_account(&parent->server, child.badge, &account) == 0 &&
                    account.leases >= least,
                "it still holds what it took");
    (void)check_result(0, sel4rpc_parent_end(parent, &child), "ending it");
    check_all_is_back(parent);
}

int main(void)
{
    static sel4rpc_parent_t parent;
    vka_object_t offered;

    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0 ||
        vka_alloc_notification(&parent.platform.vka, &offered) != 0) {
        return EXIT_FAILURE;
    }
    parent.child_cnode_bits = 10;
    make_offers(&parent.platform, &offered);
    run(&parent, "checker", false, 0);
    run(&parent, "crasher", true, 5);
    run(&parent, "heir", false, 5);
    vka_free_object(&parent.platform.vka, &offered);
    sel4rpc_parent_clean_up(&parent);
    (void)check(sel4rpc_platform_is_balanced(), "all memory and slots are back");
    printf("checks: %u passed, %u failed\n", checks_passed, checks_failed);
    return checks_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
