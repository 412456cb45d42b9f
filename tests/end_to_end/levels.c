/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The death of the child in the middle of examples/three_levels at each moment: the root task ends it at its
 * 1st, 2nd, 3rd ... request, until it reaches its own end. Each time, everything that it and its children had
 * is free again.
 */
#include "../support/is_valid.h"
#include "../../examples/common/parent.h"
#include "../../examples/common/child_platform.h"
#include "../../examples/three_levels/resources.h"

#include <sel4utils/api.h>
#include <stdlib.h>
#include <vka/capops.h>

/* More requests than this prove that the search went to the end. */
#define LEAST_REQUESTS 10

static const sel4rpc_range_t com2_ports[] = {{COM2_FIRST_PORT, COM2_LAST_PORT}};
static const sel4rpc_limits_t limits = {
    .memory_bytes = MIDDLE_BYTES,
    .leases = SEL4RPC_UNLIMITED,
    .objects = {.all = true},
    .irqs = {.all = true},
    .msis = {.all = true},
    .pins = {.all = true},
    .ports = {.ranges = com2_ports, .count = 1},
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

/* Takes the ports that the grandchild had, and frees them. */
static bool ports_are_free(sel4rpc_platform_t *platform)
{
    cspacepath_t path;

    if (vka_cspace_alloc_path(&platform->vka, &path) != 0) {
        return false;
    }
    bool taken = simple_get_IOPort_cap(&platform->simple, COM2_FIRST_PORT, COM2_LAST_PORT, path.root,
                                       path.capPtr, path.capDepth) == seL4_NoError;
    bool deleted = !taken || vka_cnode_delete(&path) == 0;
    vka_cspace_free_path(&platform->vka, path);
    return taken && deleted;
}

static void check_that_all_is_back(sel4rpc_parent_t *parent, seL4_Word badge)
{
    AccountMessage account = {.leases = 1};

    parent_expect(sel4rpc_server_get_account(&parent->server, badge, &account) == 0, "an account");
    parent_expect(account.leases == 0 && account.memory_bytes == 0, "nothing held");
    parent_expect(server_is_valid(&parent->server, true), "valid books");
    parent_expect(ports_are_free(&parent->platform), "the ports back");
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
    while (run(&parent, n)) {
        n++;
    }
    parent_say("it died at each of %u requests", n - 1);
    parent_expect(n > LEAST_REQUESTS, "requests");
    sel4rpc_parent_clean_up(&parent);
    parent_expect(sel4rpc_platform_is_balanced(), "all memory and slots back");
    return parent_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
