/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server and its client; see family.h.
 */
#include "family.h"

#include <stdio.h>
#include <stdlib.h>

#define CHILD_PRIORITY 0
#define CHILD_CNODE_BITS 12
#define POOL_RECORDS 512
#define EXCEPTION_EXIT 0x1000 /* hosted seL4 reports: the program exited */

static void expect(const char *what, bool done)
{
    if (!done) {
        printf("failed: %s\n", what);
        exit(EXIT_FAILURE);
    }
}

/* With Grant, so that a request can bring a capability. */
static void make_endpoints(struct family *family)
{
    vka_t *vka = &family->platform.vka;
    cspacepath_t path;

    expect("an endpoint", vka_alloc_endpoint(vka, &family->endpoint) == 0);
    expect("a slot", vka_cspace_alloc_path(vka, &family->child_endpoint) == 0);
    vka_cspace_make_path(vka, family->endpoint.cptr, &path);
    expect("the client's endpoint",
           seL4_CNode_Mint(family->child_endpoint.root, family->child_endpoint.capPtr,
                           (seL4_Uint8)family->child_endpoint.capDepth, path.root, path.capPtr,
                           (seL4_Uint8)path.capDepth, seL4_CapRights_new(1, 1, 0, 1), FAMILY_BADGE) == 0);
}

void family_start(struct family *family, char *image, char *operation, char *count)
{
    sel4rpc_platform_t *platform = &family->platform;
    char endpoint[WORD_STRING_SIZE], first_slot[WORD_STRING_SIZE];
    char *argv[] = {operation, endpoint, first_slot, count};

    expect("the platform", sel4rpc_platform_init(platform) == 0);
    make_endpoints(family);
    sel4utils_process_config_t config =
        process_config_fault_cptr(process_config_default_simple(&platform->simple, image, CHILD_PRIORITY),
                                  family->child_endpoint.capPtr);
    config = process_config_create_cnode(config, CHILD_CNODE_BITS);
    expect("the client's process", sel4utils_configure_process_custom(&family->child, &platform->vka,
                                                                      &platform->vspace, config) == 0);
    snprintf(endpoint, sizeof(endpoint), "%d", SEL4UTILS_ENDPOINT_SLOT);
    snprintf(first_slot, sizeof(first_slot), "%lu", (unsigned long)family->child.cspace_next_free);
    expect("the client's start",
           sel4utils_spawn_process_v(&family->child, &platform->vka, &platform->vspace, 4, argv, 1) == 0);
}

void family_make_pool(struct family *family, vka_t *vka)
{
    static sel4rpc_vka_record_t records[POOL_RECORDS];

    expect("the pool",
           sel4rpc_pool_make(&family->pool, &family->platform.vka, records, POOL_RECORDS, vka) == 0);
}

bool family_has_ended(seL4_Word badge, seL4_MessageInfo_t info)
{
    return badge == FAMILY_BADGE && seL4_MessageInfo_get_label(info) == seL4_Fault_UserException;
}

int family_end(struct family *family)
{
    bool exited = seL4_GetMR(3) == EXCEPTION_EXIT && seL4_GetMR(4) == EXIT_SUCCESS;

    sel4utils_destroy_process(&family->child, &family->platform.vka);
    return exited ? EXIT_SUCCESS : EXIT_FAILURE;
}
