/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Parents. Requests, the children's own messages and their faults all arrive at one endpoint, and the badge
 * tells which child sent them. A child's capability for calls and faults is a copy of the server's, so
 * dismissing the child stops both, wherever else it has copies.
 */
#include <sel4rpc/child.h>
#include <sel4rpc/parent.h>

#include <sel4utils/api.h>
#include <stdio.h>
#include <utils/util.h>
#include <vka/object.h>

#define CHILD_PRIORITY 0 /* the parent runs first if it has work */
#define CHILD_CNODE_BITS 8
#define LAST_BADGE (((seL4_Word)1 << 28) - 1) /* the largest with 32-bit words */
#define LEASES_AT_ONCE 64                     /* revoked by one call of the server */

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
    parent->pool_vka = (vka_t){.data = NULL};
    error = sel4rpc_server_init(&parent->server, &parent->platform.vka, handler, data, &parent->reply,
                                &parent->platform.simple);
    return error != 0 ? error : sel4rpc_server_use_badges(&parent->server, 1, LAST_BADGE);
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

int sel4rpc_parent_use_pool(sel4rpc_parent_t *parent, sel4rpc_vka_record_t *records, size_t count)
{
    sel4rpc_statistics_t statistics;

    sel4rpc_server_get_statistics(&parent->server, &statistics);
    if (statistics.granted != 0 || parent->pool_vka.data != NULL) {
        return seL4_IllegalOperation;
    }
    int error = sel4rpc_pool_make(&parent->pool, &parent->platform.vka, records, count, &parent->pool_vka);
    if (error == 0) {
        parent->server.vka = &parent->pool_vka;
        sel4rpc_server_set_untyped_of(&parent->server, sel4rpc_vka_untyped_of, &parent->pool);
    }
    return error;
}

void sel4rpc_parent_clean_up(sel4rpc_parent_t *parent)
{
    sel4rpc_server_clean_up(&parent->server);
    if (parent->pool_vka.data != NULL) {
        (void)sel4rpc_vka_clean_up(&parent->pool);
    }
    if (parent->reply.cptr != seL4_CapNull) {
        vka_free_object(&parent->platform.vka, &parent->reply);
    }
    vka_free_object(&parent->platform.vka, &parent->endpoint);
}

/* Admits the child. copy: out; its capability for calls and faults. */
static int admit(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const sel4rpc_limits_t *limits,
                 cspacepath_t *copy)
{
    cspacepath_t endpoint;
    const char *wrong;

    vka_cspace_make_path(&parent->platform.vka, parent->endpoint.cptr, &endpoint);
    int error = sel4rpc_server_admit(&parent->server, &endpoint, limits, &child->badge, copy, &wrong);
    if (error != 0) {
        ZF_LOGE("cannot admit %s: %s%s%s", child->name, wrong != NULL ? wrong : "", wrong != NULL ? ": " : "",
                sel4rpc_strerror(error));
    }
    return error;
}

/* Dismisses the child, unless it is no client any more. */
static int dismiss(sel4rpc_parent_t *parent, const sel4rpc_parent_child_t *child)
{
    bool more;
    int error;

    do {
        error = sel4rpc_server_dismiss(&parent->server, child->badge, LEASES_AT_ONCE, &more);
    } while (error == 0 && more);
    return more ? error : 0;
}

/* Makes the child's process, with a copy of its endpoint capability in SEL4UTILS_ENDPOINT_SLOT. */
static int make_process(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                        seL4_CPtr endpoint)
{
    sel4rpc_platform_t *platform = &parent->platform;
    sel4utils_process_config_t config = process_config_fault_cptr(
        process_config_default_simple(&platform->simple, image, CHILD_PRIORITY), endpoint);

    config = process_config_create_cnode(config, parent->child_cnode_bits);
    return sel4utils_configure_process_custom(&child->process, &platform->vka, &platform->vspace, config);
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

/* Gives the process the capability, if there is one, and starts it. */
static int give_and_spawn(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, seL4_CPtr capability,
                          int resume)
{
    seL4_CPtr given = seL4_CapNull;

    if (capability != seL4_CapNull) {
        given = sel4utils_copy_cap_to_process(&child->process, &parent->platform.vka, capability);
        if (given == seL4_CapNull) {
            return -1;
        }
    }
    return spawn(parent, child, given, resume);
}

static int start(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image, const char *name,
                 const sel4rpc_limits_t *limits, seL4_CPtr capability, int resume)
{
    cspacepath_t endpoint;

    child->name = name;
    if (admit(parent, child, limits, &endpoint) != 0) {
        return -1;
    }
    if (make_process(parent, child, image, endpoint.capPtr) != 0) {
        ZF_LOGE("cannot make a process of the image %s for %s", image, name);
        goto dismiss_child;
    }
    if (give_and_spawn(parent, child, capability, resume) != 0) {
        ZF_LOGE("cannot start %s", name);
        goto destroy_process;
    }
    return 0;

destroy_process:
    sel4utils_destroy_process(&child->process, &parent->platform.vka);
dismiss_child:
    (void)dismiss(parent, child);
    return -1;
}

int sel4rpc_parent_start_with(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                              const char *name, const sel4rpc_limits_t *limits, seL4_CPtr capability)
{
    return start(parent, child, image, name, limits, capability, 1);
}

int sel4rpc_parent_start(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                         const char *name, const sel4rpc_limits_t *limits)
{
    return start(parent, child, image, name, limits, seL4_CapNull, 1);
}

int sel4rpc_parent_prepare(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                           const char *name, const sel4rpc_limits_t *limits)
{
    return start(parent, child, image, name, limits, seL4_CapNull, 0);
}

/* The child may still run after dismiss(): its next call returns SEL4RPC_NOT_A_SERVER. */
int sel4rpc_parent_end(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child)
{
    int error = dismiss(parent, child);

    sel4utils_destroy_process(&child->process, &parent->platform.vka);
    return error;
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
            char fault[SEL4RPC_FAULT_BYTES];
            sel4rpc_describe_fault(fault, info);
            ZF_LOGE("%s faulted: %s", child->name, fault);
            return -1;
        }
        if (seL4_GetMR(0) == SEL4RPC_CHILD_IS_DONE) {
            return seL4_GetMR(1) == 0 ? 0 : -1;
        }
    }
}
