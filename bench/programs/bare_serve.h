/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The hand-written IPC of a server: the same calls of kernel, allocator and simple as the library's server
 * makes, and as little else as possible. It trusts its client with everything except the bounds of its table:
 * it checks no limits, owners, types, sizes, addresses or lengths.
 *
 * For one file of a program, which receives, and sends the answers: so the compiler sees it as a whole, as if
 * that file had been written by hand.
 */
#pragma once

#include "bare.h"

#include <sel4/sel4.h>
#include <simple/simple.h>
#include <stdbool.h>
#include <stdlib.h>
#include <vka/vka.h>

#define BARE_GRANTS 4096

/* A grant, named by its index. */
struct bare_grant {
    seL4_CPtr slot; /* 0: unused */
    seL4_Word next_free;
    seL4_Word type, size_bits, vka_cookie;
    bool is_memory;
};

struct bare_server {
    vka_t *vka;
    simple_t *simple;
    struct bare_grant *grants;
    seL4_Word first_free;
};

/* The platform's: puts the handler of an interrupt into an empty slot. Returns 0, or the kernel's error. */
static inline int bare_get_irq(simple_t *simple, seL4_Word number, cspacepath_t path);

/* vka, simple: to grant from. Returns 0, or seL4_NotEnoughMemory. */
static int bare_server_init(struct bare_server *server, vka_t *vka, simple_t *simple)
{
    *server = (struct bare_server){
        .vka = vka, .simple = simple, .grants = calloc(BARE_GRANTS, sizeof(struct bare_grant))};
    if (server->grants == NULL) {
        return seL4_NotEnoughMemory;
    }
    for (seL4_Word i = 0; i < BARE_GRANTS; i++) {
        server->grants[i].next_free = i + 1;
    }
    return 0;
}

static int bare_obtain_memory(struct bare_server *server, struct bare_grant *grant, const cspacepath_t *path,
                              seL4_Word *paddr)
{
    grant->is_memory = true;
    grant->type = seL4_GetMR(1);
    grant->size_bits = seL4_GetMR(2);
    if (vka_utspace_alloc(server->vka, path, grant->type, grant->size_bits, &grant->vka_cookie) != 0) {
        return seL4_NotEnoughMemory;
    }
    *paddr = vka_utspace_paddr(server->vka, grant->vka_cookie, grant->type, grant->size_bits);
    return seL4_NoError;
}

static int bare_obtain(struct bare_server *server, struct bare_grant *grant, const cspacepath_t *path,
                       seL4_Word *paddr)
{
    *grant = (struct bare_grant){.slot = path->capPtr, .next_free = grant->next_free};
    switch (seL4_GetMR(0)) {
    case BARE_MEMORY:
        return bare_obtain_memory(server, grant, path, paddr);
    case BARE_IRQ:
        return bare_get_irq(server->simple, seL4_GetMR(1), *path);
    default:
        return (int)simple_get_IOPort_cap(server->simple, (uint16_t)seL4_GetMR(1), (uint16_t)seL4_GetMR(2),
                                          path->root, path->capPtr, path->capDepth);
    }
}

/* Puts the answer in place and returns its info. */
static seL4_MessageInfo_t bare_grant(struct bare_server *server)
{
    seL4_Word name = server->first_free;
    struct bare_grant *grant = &server->grants[name];
    cspacepath_t path;
    seL4_Word paddr = 0;

    if (name == BARE_GRANTS || vka_cspace_alloc_path(server->vka, &path) != 0) {
        seL4_SetMR(0, seL4_NotEnoughMemory);
        return seL4_MessageInfo_new(0, 0, 0, 1);
    }
    int error = bare_obtain(server, grant, &path, &paddr);
    if (error != seL4_NoError) {
        vka_cspace_free_path(server->vka, path);
        grant->slot = seL4_CapNull;
        seL4_SetMR(0, (seL4_Word)error);
        return seL4_MessageInfo_new(0, 0, 0, 1);
    }
    server->first_free = grant->next_free;
    seL4_SetMR(0, seL4_NoError);
    seL4_SetMR(1, name);
    seL4_SetMR(2, paddr);
    seL4_SetCap(0, path.capPtr);
    return seL4_MessageInfo_new(0, 0, 1, BARE_REPLY_WORDS);
}

static int bare_take_back(struct bare_server *server, struct bare_grant *grant)
{
    cspacepath_t path;

    vka_cspace_make_path(server->vka, grant->slot, &path);
    seL4_Error error = seL4_CNode_Revoke(path.root, path.capPtr, (seL4_Uint8)path.capDepth);
    if (error == seL4_NoError) {
        error = seL4_CNode_Delete(path.root, path.capPtr, (seL4_Uint8)path.capDepth);
    }
    if (error == seL4_NoError && grant->is_memory) {
        vka_utspace_free(server->vka, grant->type, grant->size_bits, grant->vka_cookie);
    }
    if (error == seL4_NoError) {
        vka_cspace_free_path(server->vka, path);
    }
    return (int)error;
}

static seL4_MessageInfo_t bare_free(struct bare_server *server)
{
    seL4_Word name = seL4_GetMR(1);
    int error = seL4_InvalidCapability;

    if (name < BARE_GRANTS && server->grants[name].slot != seL4_CapNull) {
        struct bare_grant *grant = &server->grants[name];
        error = bare_take_back(server, grant);
        if (error == seL4_NoError) {
            grant->slot = seL4_CapNull;
            grant->next_free = server->first_free;
            server->first_free = name;
        }
    }
    seL4_SetMR(0, (seL4_Word)error);
    return seL4_MessageInfo_new(0, 0, 0, 1);
}

/* Serves the request in the message registers, puts the answer there, and returns its info. */
static seL4_MessageInfo_t bare_answer(struct bare_server *server)
{
    return seL4_GetMR(0) == BARE_FREE ? bare_free(server) : bare_grant(server);
}
