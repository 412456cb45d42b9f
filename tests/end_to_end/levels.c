/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The death of the child in the middle of examples/three_levels at each moment: the root task ends it at its
 * 1st, 2nd, 3rd ... request, until it reaches its own end. Each time, everything that it and its children had
 * is free again.
 */
#include "../support/is_valid.h"
#include "../../examples/common/child_platform.h"
#include "../../examples/common/devices.h"
#include "../../examples/common/parent.h"
#include "../../examples/three_levels/resources.h"

#include <sel4utils/api.h>
#include <stdlib.h>

/* More requests than this prove that the search went to the end. */
#define LEAST_REQUESTS 10

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

/*
 * Serves until the n-th request arrives, which it leaves unanswered: returns true. Returns false if the child
 * ends first.
 */
static bool serve_until(sel4rpc_parent_t *parent, unsigned n)
{
    for (;;) {
        seL4_Word badge;
        seL4_MessageInfo_t info = api_recv(parent->endpoint.cptr, &badge, parent->reply.cptr);

        if (seL4_MessageInfo_get_label(info) != seL4_Fault_NullFault) {
            return false;
        }
        if (seL4_GetMR(0) == SEL4RPC_MSG_MAGIC && --n == 0) {
            return true;
        }
        (void)sel4rpc_server_handle(&parent->server, badge, info);
    }
}

static void check_that_all_is_back(sel4rpc_parent_t *parent, seL4_Word badge)
{
    AccountMessage account = {.leases = 1};

    parent_expect(sel4rpc_server_get_account(&parent->server, badge, &account) == 0, "an account");
    parent_expect(account.leases == 0 && account.memory_bytes == 0, "nothing held");
    parent_expect(server_is_valid(&parent->server, true), "valid books");
    parent_expect(device_try(&parent->platform, &spare_device) == 0, "the device back");
}

/* Returns whether the child died at its n-th request. */
static bool run(sel4rpc_parent_t *parent, unsigned n)
{
    sel4rpc_parent_child_t middle;

    if (sel4rpc_parent_start(parent, &middle, "three-levels-middle", "middle", &limits) != 0) {
        parent_expect(false, "a child");
        return false;
    }
    bool died = serve_until(parent, n);
    parent_expect(sel4rpc_server_release_client(&parent->server, middle.badge) == 0, "to take all back");
    check_that_all_is_back(parent, middle.badge);
    parent_expect(sel4rpc_parent_end(parent, &middle) == 0, "to end it");
    return died;
}

int main(void)
{
    static sel4rpc_parent_t parent;
    unsigned n = 1;

    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0) {
        return EXIT_FAILURE;
    }
    parent.child_cnode_bits = PLATFORM_CHILD_CNODE_BITS;
    sched_control.rights = seL4_AllRights;
    if (config_set(CONFIG_KERNEL_MCS)) {
        vka_cspace_make_path(&parent.platform.vka, simple_get_sched_ctrl(&parent.platform.simple, 0),
                             &sched_control.master);
    }
    while (run(&parent, n)) {
        n++;
    }
    parent_say("it died at each of %u requests", n - 1);
    parent_expect(n > LEAST_REQUESTS, "requests");
    sel4rpc_parent_clean_up(&parent);
    parent_expect(sel4rpc_platform_is_balanced(), "all memory and slots back");
    return parent_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
