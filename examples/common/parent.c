/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One endpoint for everything: requests, the children's own messages and their faults arrive there, each with
 * the badge of the child that it is from.
 */
#include "parent.h"
#include "protocol.h"

#include <sel4utils/api.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <vka/capops.h>
#include <vka/object.h>

#define CHILD_PRIORITY 0 /* the parent, when it has something to do, goes first */
#define CHILD_CNODE_BITS 8

void parent_say(const char *format, ...)
{
    char line[160];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof(line), format, arguments);
    va_end(arguments);
    printf("%-8s| %s\n", "parent", line);
}

/* Makes what the parent receives with. */
static int make_endpoint(struct parent *parent)
{
    vka_t *vka = &parent->platform.vka;
    int error = vka_alloc_endpoint(vka, &parent->endpoint);

    parent->reply = (vka_object_t){.cptr = seL4_CapNull};
    if (error == 0 && config_set(CONFIG_KERNEL_MCS)) {
        error = vka_alloc_reply(vka, &parent->reply);
    }
    return error;
}

/* Makes what stands on the platform, which is there already. */
static void init_server(struct parent *parent, sel4rpc_handler_t handler, void *data)
{
    parent->failures = 0;
    parent->child_cnode_bits = CHILD_CNODE_BITS;
    if (make_endpoint(parent) != 0) {
        parent_say("no memory for an endpoint");
        exit(EXIT_FAILURE);
    }
    sel4rpc_server_init(&parent->server, &parent->platform.vka, handler, data, &parent->reply,
                        &parent->platform.simple);
}

void parent_init_on(struct parent *parent, const struct platform *platform, sel4rpc_handler_t handler,
                    void *data)
{
    parent->platform = *platform;
    init_server(parent, handler, data);
}

/* The platform is made where it stays: its vspace keeps a pointer to its vka. */
void parent_init(struct parent *parent, sel4rpc_handler_t handler, void *data)
{
    platform_init(&parent->platform);
    init_server(parent, handler, data);
}

void parent_clean_up(struct parent *parent)
{
    sel4rpc_server_clean_up(&parent->server);
    if (parent->reply.cptr != seL4_CapNull) {
        vka_free_object(&parent->platform.vka, &parent->reply);
    }
    vka_free_object(&parent->platform.vka, &parent->endpoint);
}

/* Makes the capability that the child is given, and that its faults go to. */
static int make_child_endpoint(struct parent *parent, struct parent_child *child)
{
    vka_t *vka = &parent->platform.vka;
    cspacepath_t path;

    if (vka_cspace_alloc_path(vka, &child->endpoint) != 0) {
        return -1;
    }
    /* Write to call, GrantReply to get capabilities back: it cannot send capabilities, nor receive on it. */
    vka_cspace_make_path(vka, parent->endpoint.cptr, &path);
    if (vka_cnode_mint(&child->endpoint, &path, seL4_CapRights_new(1, 0, 0, 1), child->badge) != 0) {
        vka_cspace_free_path(vka, child->endpoint);
        return -1;
    }
    return 0;
}

static void destroy_child_endpoint(struct parent *parent, struct parent_child *child)
{
    (void)vka_cnode_delete(&child->endpoint);
    vka_cspace_free_path(&parent->platform.vka, child->endpoint);
}

/* Makes the child's process, with its endpoint in SEL4UTILS_ENDPOINT_SLOT. */
static int make_process(struct parent *parent, struct parent_child *child, const char *image)
{
    struct platform *platform = &parent->platform;

    if (make_child_endpoint(parent, child) != 0) {
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

/* Starts the process, which is told where it finds what it has. */
static int spawn(struct parent *parent, struct parent_child *child, seL4_CPtr given, int resume)
{
    struct platform *platform = &parent->platform;
    char name[16], endpoint[WORD_STRING_SIZE], first_slot[WORD_STRING_SIZE], given_slot[WORD_STRING_SIZE];
    char *argv[] = {name, endpoint, first_slot, given_slot};

    snprintf(name, sizeof(name), "%s", child->name);
    snprintf(endpoint, sizeof(endpoint), "%d", SEL4UTILS_ENDPOINT_SLOT);
    snprintf(first_slot, sizeof(first_slot), "%lu", (unsigned long)child->process.cspace_next_free);
    snprintf(given_slot, sizeof(given_slot), "%lu", (unsigned long)given);
    return sel4utils_spawn_process_v(&child->process, &platform->vka, &platform->vspace, 4, argv, resume);
}

static int start(struct parent *parent, struct parent_child *child, const char *image, const char *name,
                 seL4_Word badge, seL4_CPtr capability, int resume)
{
    seL4_CPtr given = seL4_CapNull;

    child->name = name;
    child->badge = badge;
    if (make_process(parent, child, image) != 0) {
        parent_say("cannot make a process of the image %s", image);
        return -1;
    }
    if (capability != seL4_CapNull) {
        given = sel4utils_copy_cap_to_process(&child->process, &parent->platform.vka, capability);
    }
    if ((capability != seL4_CapNull && given == seL4_CapNull) || spawn(parent, child, given, resume) != 0) {
        parent_say("cannot start %s", name);
        parent_end(parent, child);
        return -1;
    }
    return 0;
}

int parent_start_with(struct parent *parent, struct parent_child *child, const char *image, const char *name,
                      seL4_Word badge, seL4_CPtr capability)
{
    return start(parent, child, image, name, badge, capability, 1);
}

int parent_start(struct parent *parent, struct parent_child *child, const char *image, const char *name,
                 seL4_Word badge)
{
    return start(parent, child, image, name, badge, seL4_CapNull, 1);
}

int parent_prepare(struct parent *parent, struct parent_child *child, const char *image, const char *name,
                   seL4_Word badge)
{
    return start(parent, child, image, name, badge, seL4_CapNull, 0);
}

void parent_end(struct parent *parent, struct parent_child *child)
{
    sel4utils_destroy_process(&child->process, &parent->platform.vka);
    destroy_child_endpoint(parent, child);
}

int parent_serve(struct parent *parent, const struct parent_child *child)
{
    for (;;) {
        seL4_Word badge;
        seL4_MessageInfo_t info = api_recv(parent->endpoint.cptr, &badge, parent->reply.cptr);

        if (sel4rpc_server_handle(&parent->server, badge, info) || badge != child->badge) {
            continue;
        }
        if (seL4_MessageInfo_get_label(info) != seL4_Fault_NullFault) {
            parent_say("%s faulted, label %lu", child->name, (unsigned long)seL4_MessageInfo_get_label(info));
            return -1;
        }
        if (seL4_GetMR(0) == CHILD_IS_DONE) {
            return seL4_GetMR(1) == 0 ? 0 : -1;
        }
    }
}
