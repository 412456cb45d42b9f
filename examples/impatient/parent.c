/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task of an impatient child: it forgets one request, and its caller would wait for the answer
 * forever.
 */
#include "../common/child_platform.h"
#include "../common/devices.h"
#include "../common/parent.h"

#include <sel4utils/api.h>
#include <stdlib.h>
#include <utils/util.h>

/* With MCS, the child needs SchedControl to give its second thread time. */
static sel4rpc_offer_t sched_control = {.name = PLATFORM_CHILD_SCHED_CONTROL};
static const sel4rpc_limits_t limits = {
    .memory_bytes = 4 * 1024 * 1024,
    .leases = SEL4RPC_UNLIMITED,
    .objects = {.all = true},
    ALLOW(timer_device),
    .offers = &sched_control,
    .offer_count = config_set(CONFIG_KERNEL_MCS),
};

/* Serves until the child is done. Returns whether it ended as it should. */
static bool serve(sel4rpc_parent_t *parent)
{
    bool forgets = false;

    for (;;) {
        seL4_Word badge;
        seL4_MessageInfo_t info = api_recv(parent->endpoint.cptr, &badge, parent->reply.cptr);
        bool is_fault = seL4_MessageInfo_get_label(info) != seL4_Fault_NullFault;
        seL4_Word what = seL4_GetMR(0), failures = seL4_GetMR(1);

        if (is_fault || what == SEL4RPC_CHILD_IS_DONE) {
            return !is_fault && failures == 0;
        }
        if (what == SEL4RPC_CHILD_IS_READY) {
            forgets = true;
        } else if (forgets) {
            forgets = false;
            parent_say("I forget this request");
        } else {
            (void)sel4rpc_server_handle(&parent->server, badge, info);
        }
    }
}

static void offer_sched_control(sel4rpc_platform_t *platform)
{
    sched_control.rights = seL4_AllRights;
    if (config_set(CONFIG_KERNEL_MCS)) {
        vka_cspace_make_path(&platform->vka, simple_get_sched_ctrl(&platform->simple, 0),
                             &sched_control.master);
    }
}

int main(void)
{
    static sel4rpc_parent_t parent;
    sel4rpc_parent_child_t child;

    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0) {
        return EXIT_FAILURE;
    }
    parent.child_cnode_bits = PLATFORM_CHILD_CNODE_BITS;
    offer_sched_control(&parent.platform);
    if (sel4rpc_parent_start(&parent, &child, "impatient-child", "child", &limits) != 0) {
        return EXIT_FAILURE;
    }
    parent_expect(serve(&parent), "how it ends");
    parent_say("child is done; I end it");
    parent_expect(sel4rpc_parent_end(&parent, &child) == 0, "ending it");
    parent_tell_balance(&parent);
    return parent_finish(&parent);
}
