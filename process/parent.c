/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Parents. Requests, the children's own messages and their faults all arrive at one endpoint, and the badge
 * tells which child sent them.
 */
#include <sel4rpc/child.h>
#include <sel4rpc/parent.h>

#include <sel4utils/api.h>
#include <stdio.h>
#include <utils/util.h>
#include <vka/capops.h>
#include <vka/object.h>

#define CHILD_PRIORITY 0 /* the parent runs first if it has work */
#define CHILD_CNODE_BITS 8
#define DISMISSED_AT_ONCE 64 /* leases */

/* Makes the endpoint and, with MCS, the reply object. */
static int make_endpoint(sel4rpc_parent_t *parent)
{
    vka_t *vka = &parent->platform.vka;
    int error = vka_alloc_endpoint(vka, &parent->endpoint);

    parent->reply = (vka_object_t){.cptr = seL4_CapNull};
    if (error == 0 && config_set(CONFIG_KERNEL_MCS)) {
        error = vka_alloc_reply(vka, &parent->reply);
        if (error != 0) {
            vka_free_object(vka, &parent->endpoint);
        }
    }
    return error == 0 ? 0 : seL4_NotEnoughMemory;
}

/* Makes the endpoint and the server. The platform exists already. */
static int init_server(sel4rpc_parent_t *parent, sel4rpc_handler_t handler, void *data)
{
    int error = make_endpoint(parent);

    if (error != 0) {
        ZF_LOGE("no memory for the endpoint of a parent");
        return error;
    }
    parent->child_cnode_bits = CHILD_CNODE_BITS;
    error = sel4rpc_server_init(&parent->server, &parent->platform.vka, handler, data, &parent->reply,
                                &parent->platform.simple);
    return error != 0 ? error
                      : sel4rpc_server_use_badges(&parent->server, SEL4RPC_PARENT_FIRST_BADGE,
                                                  SEL4RPC_PARENT_LAST_BADGE);
}

int sel4rpc_parent_init_on(sel4rpc_parent_t *parent, const sel4rpc_platform_t *platform,
                           sel4rpc_handler_t handler, void *data)
{
    parent->platform = *platform;
    return init_server(parent, handler, data);
}

/* Makes the platform in its final place, because its vspace points to its vka. */
int sel4rpc_parent_init(sel4rpc_parent_t *parent, sel4rpc_handler_t handler, void *data)
{
    int error = sel4rpc_platform_init(&parent->platform);

    return error != 0 ? error : init_server(parent, handler, data);
}

void sel4rpc_parent_clean_up(sel4rpc_parent_t *parent)
{
    sel4rpc_server_clean_up(&parent->server);
    if (parent->reply.cptr != seL4_CapNull) {
        vka_free_object(&parent->platform.vka, &parent->reply);
    }
    vka_free_object(&parent->platform.vka, &parent->endpoint);
}

/* Has the server make it. */
static int admit(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const sel4rpc_limits_t *limits)
{
    const char *wrong = NULL;
    cspacepath_t path;

    vka_cspace_make_path(&parent->platform.vka, parent->endpoint.cptr, &path);
    int error = sel4rpc_server_admit(&parent->server, &path, limits, &child->badge, &child->endpoint, &wrong);
    if (error != 0) {
        ZF_LOGE("%s is not admitted: %s%s%s", child->name, wrong != NULL ? wrong : "",
                wrong != NULL ? ": " : "", sel4rpc_strerror(error));
    }
    return error;
}

/* Makes the endpoint capability with the child's badge. */
static int make_child_endpoint(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child,
                               const sel4rpc_limits_t *limits)
{
    vka_t *vka = &parent->platform.vka;
    cspacepath_t path;

    child->is_admitted = limits != NULL;
    if (child->is_admitted) {
        return admit(parent, child, limits);
    }
    if (vka_cspace_alloc_path(vka, &child->endpoint) != 0) {
        return -1;
    }
    /*
     * Write to call, GrantReply to receive capabilities in replies. The child can neither send capabilities
     * nor receive messages.
     */
    vka_cspace_make_path(vka, parent->endpoint.cptr, &path);
    if (vka_cnode_mint(&child->endpoint, &path, seL4_CapRights_new(1, 0, 0, 1), child->badge) != 0) {
        vka_cspace_free_path(vka, child->endpoint);
        return -1;
    }
    return 0;
}

/* In steps, as a server with other clients would do between their requests. */
static void dismiss(sel4rpc_parent_t *parent, const sel4rpc_parent_child_t *child)
{
    bool more;
    int error;

    do {
        error = sel4rpc_server_dismiss(&parent->server, child->badge, DISMISSED_AT_ONCE, &more);
    } while (error == 0 && more);
    if (error != 0 && error != seL4_FailedLookup) { /* it may have been dismissed */
        ZF_LOGE("%s is not dismissed: %s", child->name, sel4rpc_strerror(error));
    }
}

static void destroy_child_endpoint(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child)
{
    if (child->is_admitted) {
        dismiss(parent, child);
        return;
    }
    (void)vka_cnode_delete(&child->endpoint);
    vka_cspace_free_path(&parent->platform.vka, child->endpoint);
}

/* Makes the child's process, with its endpoint in SEL4UTILS_ENDPOINT_SLOT. */
static int make_process(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                        const sel4rpc_limits_t *limits)
{
    sel4rpc_platform_t *platform = &parent->platform;

    if (make_child_endpoint(parent, child, limits) != 0) {
        return -1;
    }
    sel4utils_process_config_t config = process_config_fault_cptr(
        process_config_default_simple(&platform->simple, image, CHILD_PRIORITY), child->endpoint.capPtr);
    config = process_config_create_cnode(config, parent->child_cnode_bits);
    if (sel4utils_configure_process_custom(&child->process, &platform->vka, &platform->vspace, config) != 0) {
        destroy_child_endpoint(parent, child);
        return -1;
    }
    return 0;
}

/* Starts the process. Its arguments name its slots. */
static int spawn(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, seL4_CPtr given, int resume)
{
    sel4rpc_platform_t *platform = &parent->platform;
    char name[16], endpoint[WORD_STRING_SIZE], first_slot[WORD_STRING_SIZE], given_slot[WORD_STRING_SIZE];
    char *argv[] = {name, endpoint, first_slot, given_slot};

    snprintf(name, sizeof(name), "%s", child->name);
    snprintf(endpoint, sizeof(endpoint), "%d", SEL4UTILS_ENDPOINT_SLOT);
    snprintf(first_slot, sizeof(first_slot), "%lu", (unsigned long)child->process.cspace_next_free);
    snprintf(given_slot, sizeof(given_slot), "%lu", (unsigned long)given);
    return sel4utils_spawn_process_v(&child->process, &platform->vka, &platform->vspace, 4, argv, resume);
}

static int start(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image, const char *name,
                 seL4_Word badge, const sel4rpc_limits_t *limits, seL4_CPtr capability, int resume)
{
    seL4_CPtr given = seL4_CapNull;

    child->name = name;
    child->badge = badge;
    if (make_process(parent, child, image, limits) != 0) {
        ZF_LOGE("cannot make a process of the image %s for %s", image, name);
        return -1;
    }
    if (capability != seL4_CapNull) {
        given = sel4utils_copy_cap_to_process(&child->process, &parent->platform.vka, capability);
    }
    if ((capability != seL4_CapNull && given == seL4_CapNull) || spawn(parent, child, given, resume) != 0) {
        ZF_LOGE("cannot start %s", name);
        sel4rpc_parent_end(parent, child);
        return -1;
    }
    return 0;
}

int sel4rpc_parent_admit(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                         const char *name, const sel4rpc_limits_t *limits, seL4_CPtr capability)
{
    return start(parent, child, image, name, 0, limits, capability, 1);
}

int sel4rpc_parent_start(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                         const char *name, seL4_Word badge)
{
    return start(parent, child, image, name, badge, NULL, seL4_CapNull, 1);
}

int sel4rpc_parent_prepare(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                           const char *name, seL4_Word badge)
{
    return start(parent, child, image, name, badge, NULL, seL4_CapNull, 0);
}

void sel4rpc_parent_end(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child)
{
    sel4utils_destroy_process(&child->process, &parent->platform.vka);
    destroy_child_endpoint(parent, child);
}

int sel4rpc_parent_serve(sel4rpc_parent_t *parent, const sel4rpc_parent_child_t *child)
{
    for (;;) {
        seL4_Word badge;
        seL4_MessageInfo_t info = api_recv(parent->endpoint.cptr, &badge, parent->reply.cptr);

        if (sel4rpc_server_handle(&parent->server, badge, info) || badge != child->badge) {
            continue;
        }
        if (seL4_MessageInfo_get_label(info) != seL4_Fault_NullFault) {
            ZF_LOGE("%s faulted, label %lu", child->name, (unsigned long)seL4_MessageInfo_get_label(info));
            return -1;
        }
        if (seL4_GetMR(0) == SEL4RPC_CHILD_IS_DONE) {
            return seL4_GetMR(1) == 0 ? 0 : -1;
        }
    }
}
