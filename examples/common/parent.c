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
#include <vka/object.h>

void parent_say(const char *format, ...)
{
    char line[160];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof(line), format, arguments);
    va_end(arguments);
    printf("%-8s| %s\n", "parent", line);
}

void parent_init(struct parent *parent, sel4rpc_handler_t handler, void *data)
{
    parent->failures = 0;
    platform_init(&parent->platform);
    if (vka_alloc_endpoint(&parent->platform.vka, &parent->endpoint) != 0) {
        parent_say("no memory for an endpoint");
        exit(EXIT_FAILURE);
    }
    sel4rpc_server_init(&parent->server, &parent->platform.vka, handler, data, NULL,
                        &parent->platform.simple);
}

void parent_clean_up(struct parent *parent)
{
    sel4rpc_server_clean_up(&parent->server);
    vka_free_object(&parent->platform.vka, &parent->endpoint);
}

/* Gives the child its endpoint, and makes that its fault endpoint too. Returns its slot, or 0. */
static seL4_CPtr give_endpoint(struct parent *parent, struct parent_child *child)
{
    sel4utils_process_t *process = &child->process;
    cspacepath_t path;

    /* Write to call, GrantReply to get capabilities back: it cannot send capabilities, nor receive on it. */
    vka_cspace_make_path(&parent->platform.vka, parent->endpoint.cptr, &path);
    seL4_CPtr slot =
        sel4utils_mint_cap_to_process(process, path, seL4_CapRights_new(1, 0, 0, 1), child->badge);
    if (slot == 0) {
        return 0;
    }
    seL4_Word guard = api_make_guard_skip_word(seL4_WordBits - process->cspace_size);
    int error =
        api_tcb_set_space(process->thread.tcb.cptr, slot, process->cspace.cptr, guard, process->pd.cptr, 0);

    return error == seL4_NoError ? slot : 0;
}

int parent_start(struct parent *parent, struct parent_child *child, const char *image, const char *name,
                 seL4_Word badge)
{
    struct platform *platform = &parent->platform;
    char endpoint[WORD_STRING_SIZE], first_slot[WORD_STRING_SIZE], name_copy[16];
    char *argv[] = {name_copy, endpoint, first_slot};

    child->name = name;
    child->badge = badge;
    if (sel4utils_configure_process(&child->process, &platform->vka, &platform->vspace, image) != 0) {
        parent_say("cannot make a process of the image %s", image);
        return -1;
    }
    seL4_CPtr slot = give_endpoint(parent, child);
    snprintf(name_copy, sizeof(name_copy), "%s", name);
    snprintf(endpoint, sizeof(endpoint), "%lu", (unsigned long)slot);
    snprintf(first_slot, sizeof(first_slot), "%lu", (unsigned long)child->process.cspace_next_free);
    if (slot == 0 ||
        sel4utils_spawn_process_v(&child->process, &platform->vka, &platform->vspace, 3, argv, 1) != 0) {
        parent_say("cannot start %s", name);
        parent_end(parent, child);
        return -1;
    }
    return 0;
}

void parent_end(struct parent *parent, struct parent_child *child)
{
    sel4utils_destroy_process(&child->process, &parent->platform.vka);
}

int parent_serve(struct parent *parent, const struct parent_child *child)
{
    for (;;) {
        seL4_Word badge;
        seL4_MessageInfo_t info = api_recv(parent->endpoint.cptr, &badge, 0);

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
