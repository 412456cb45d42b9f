/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The parent of a child that crashes: it shows what the child held, and takes it back.
 */
#include "../../common/parent.h"

#include <sel4rpc/report.h>
#include <stdio.h>
#include <stdlib.h>

static const sel4rpc_limits_t limits = {.memory_bytes = 64 * 1024, .leases = 4, .objects = {.all = true}};

static void put(void *data, const char *line)
{
    (void)data;
    printf("        | %s", line);
}

static const char *name_of(void *data, seL4_Word badge)
{
    (void)badge;
    return ((const sel4rpc_parent_child_t *)data)->name;
}

/* Decides what is not a request: a fault, or what the child says of itself. */
static sel4rpc_next_t take_other(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    const sel4rpc_parent_child_t *child = data;
    char fault[SEL4RPC_FAULT_BYTES];

    (void)answer;
    if (badge != child->badge) {
        return SEL4RPC_NEXT;
    }
    if (seL4_MessageInfo_get_label(info) == seL4_Fault_NullFault) {
        return seL4_GetMR(0) == SEL4RPC_CHILD_IS_DONE ? SEL4RPC_STOP : SEL4RPC_NEXT;
    }
    sel4rpc_describe_fault(fault, info);
    parent_say("%s has crashed: %s", child->name, fault);
    sel4rpc_server_print(server, &(sel4rpc_report_t){put, name_of, data});
    return SEL4RPC_STOP;
}

/* Takes back what the child held, two leases at a time. */
static void dismiss(sel4rpc_server_env_t *server, const sel4rpc_parent_child_t *child)
{
    bool more = true;
    int error = 0;

    while (error == 0 && more) {
        error = sel4rpc_server_dismiss(server, child->badge, 2, &more);
        parent_say("a step of its dismissal: %s%s", sel4rpc_strerror(error), more ? ", there is more" : "");
    }
    parent_expect(error == 0, "dismissing it");
}

int main(void)
{
    static sel4rpc_parent_t parent;
    static sel4rpc_vka_record_t records[PARENT_RECORDS];
    sel4rpc_parent_child_t child;

    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0 ||
        sel4rpc_parent_use_pool(&parent, records, PARENT_RECORDS) != 0) {
        return EXIT_FAILURE;
    }
    if (sel4rpc_parent_start(&parent, &child, "tutorial-crash-child", "child", &limits) != 0) {
        return EXIT_FAILURE;
    }
    sel4rpc_server_serve(&parent.server, parent.endpoint.cptr, take_other, &child);
    dismiss(&parent.server, &child);
    sel4rpc_server_print(&parent.server, &(sel4rpc_report_t){put, name_of, &child});
    parent_expect(sel4rpc_parent_end(&parent, &child) == 0, "ending the child");
    parent_tell_balance(&parent);
    return parent_finish(&parent);
}
