/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task: two children, each with limits. One asks for more than it may have, and crashes with all
 * that it holds. The root task dismisses it, which revokes everything, and the other child gets the same.
 */
#include "../common/devices.h"
#include "../common/parent.h"
#include "resources.h"

#include <sel4rpc/report.h>
#include <stdio.h>
#include <stdlib.h>

#define LEASES_A_STEP 4 /* few, so that there are steps to see in a trace */

static const sel4rpc_limits_t steady_limits = {
    .memory_bytes = STEADY_BYTES, .leases = SEL4RPC_UNLIMITED, .objects = {.all = true}, ALLOW(spare_device)};
static const sel4rpc_limits_t greedy_limits = {
    .memory_bytes = GREEDY_BYTES, .leases = GREEDY_LEASES, .objects = {.all = true}, ALLOW(spare_device)};

struct system {
    sel4rpc_parent_t parent;
    sel4rpc_parent_child_t steady;
    sel4rpc_parent_child_t greedy;
    vka_object_t turn; /* signalled when it is steady's turn */
};

static void start_greedy(struct system *system)
{
    parent_say("steady is ready; I start greedy: at most %u leases, %u KiB, " SPARE_NAME, GREEDY_LEASES,
               GREEDY_BYTES / 1024);
    if (sel4rpc_parent_start(&system->parent, &system->greedy, "two-children-greedy", "greedy",
                             &greedy_limits) != 0) {
        parent_failures++;
    }
}

/* Revokes everything that greedy held, in steps; between them a parent can serve its other children. */
static int dismiss_greedy(struct system *system)
{
    bool more;
    int error;

    do {
        error = sel4rpc_server_dismiss(&system->parent.server, system->greedy.badge, LEASES_A_STEP, &more);
    } while (error == 0 && more);
    return error;
}

static const char *name_of(void *data, seL4_Word badge)
{
    const struct system *system = data;

    return badge == system->greedy.badge ? system->greedy.name : system->steady.name;
}

static void put(void *data, const char *line)
{
    (void)data;
    printf("        | %s", line);
}

/* Prints the server's table of leases. */
static void show_leases(struct system *system)
{
    sel4rpc_server_print(&system->parent.server, &(sel4rpc_report_t){put, name_of, system});
}

/* Handles a fault: the child is gone. */
static void bury_greedy(struct system *system)
{
    sel4rpc_server_env_t *server = &system->parent.server;
    AccountMessage account = {0};

    show_leases(system);
    sel4rpc_platform_snapshot(); /* with `sel4host --graph FILE`, a picture of the same */
    int error = dismiss_greedy(system);
    parent_say("I dismiss it: %s", error == 0 ? "everything is taken back" : sel4rpc_strerror(error));
    parent_expect(sel4rpc_server_get_account(server, system->greedy.badge, &account) == seL4_FailedLookup,
                  "that it is no client any more");
    show_leases(system);
    parent_expect(sel4rpc_parent_end(&system->parent, &system->greedy) == 0, "ending greedy");
    parent_say("it is steady's turn: it may have what greedy had");
    seL4_Signal(system->turn.cptr);
}

/* Handles the children's own messages and their faults. */
static sel4rpc_next_t take_other(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    struct system *system = data;
    seL4_Word label = seL4_MessageInfo_get_label(info);
    seL4_Word what = label == seL4_Fault_NullFault ? seL4_GetMR(0) : 0;
    seL4_Word its_failures = seL4_GetMR(1);

    (void)server;
    (void)answer;
    if (badge == system->greedy.badge && label != seL4_Fault_NullFault) {
        char fault[SEL4RPC_FAULT_BYTES];
        sel4rpc_describe_fault(fault, info);
        parent_say("greedy crashed: %s", fault);
        bury_greedy(system);
        return SEL4RPC_NEXT;
    }
    if (badge == system->steady.badge && what == SEL4RPC_CHILD_IS_READY) {
        start_greedy(system);
        return SEL4RPC_NEXT;
    }
    parent_expect(badge == system->steady.badge && what == SEL4RPC_CHILD_IS_DONE && its_failures == 0,
                  "how it ends");
    return SEL4RPC_STOP;
}

static void run(struct system *system)
{
    sel4rpc_parent_t *parent = &system->parent;

    parent_say("I start steady: at most %u KiB, any number of leases, " SPARE_NAME, STEADY_BYTES / 1024);
    if (sel4rpc_parent_start_with(parent, &system->steady, "two-children-steady", "steady", &steady_limits,
                                  system->turn.cptr) != 0) {
        parent_failures++;
        return;
    }
    sel4rpc_server_serve(&parent->server, parent->endpoint.cptr, take_other, system);
    parent_say("steady is done; I end it");
    parent_expect(sel4rpc_parent_end(parent, &system->steady) == 0, "ending steady");
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
    if (vka_alloc_notification(&parent->platform.vka, &system.turn) != 0) {
        parent_say("no memory for a notification");
        return EXIT_FAILURE;
    }
    run(&system);
    parent_tell_balance(parent);
    vka_free_object(&parent->platform.vka, &system.turn);
    return parent_finish(parent);
}
