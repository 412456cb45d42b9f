/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The bench's server: the library, with its default handler.
 *
 * Arguments: the client's operation and count; the number of registered clients, one of which runs; how to
 * serve, see `loops`; `pool` for a pool as its vka, or `parking` for that and parking. If no client is
 * registered, all are served without limits.
 */
#include "family.h"
#include "told.h"
#include "unlimited.h"

#include <sel4rpc/server.h>
#include <sel4utils/api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PARKED_LEASES 64
#define PARKED_BYTES ((uint64_t)1 << 20)

/* What is not a request: the client's end, or it tells the server to make a call. */
static sel4rpc_next_t other(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                            seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    (void)answer;
    if (family_has_ended(badge, info)) {
        return SEL4RPC_STOP;
    }
    if (seL4_MessageInfo_get_label(info) != TOLD_LABEL) {
        return SEL4RPC_NEXT;
    }
    told_do(server, data, (enum told)seL4_GetMR(0));
    return SEL4RPC_ANSWER;
}

static void serve(sel4rpc_server_env_t *server, struct family *family)
{
    sel4rpc_server_serve(server, family->endpoint.cptr, other, family);
}

/* The loop of the README. */
static void serve_by_recv(sel4rpc_server_env_t *server, struct family *family)
{
    seL4_Word badge;

    for (;;) {
        seL4_MessageInfo_t info = api_recv(family->endpoint.cptr, &badge, seL4_CapNull);
        if (seL4_MessageInfo_get_label(info) != 0) {
            return;
        }
        if (seL4_GetMR(0) == SEL4RPC_MSG_MAGIC) {
            sel4rpc_server_recv(server);
        }
    }
}

static void serve_by_handle(sel4rpc_server_env_t *server, struct family *family)
{
    seL4_CPtr endpoint = family->endpoint.cptr;
    seL4_Word badge;
    seL4_MessageInfo_t info = api_recv(endpoint, &badge, seL4_CapNull);

    while (sel4rpc_server_handle(server, badge, info)) {
        info = api_recv(endpoint, &badge, seL4_CapNull);
    }
}

static void serve_by_prepare(sel4rpc_server_env_t *server, struct family *family)
{
    seL4_CPtr endpoint = family->endpoint.cptr;
    seL4_Word badge;
    seL4_MessageInfo_t answer, info = api_recv(endpoint, &badge, seL4_CapNull);
    bool prepared;

    while (sel4rpc_server_prepare(server, badge, info, &prepared, &answer)) {
        info = prepared ? api_reply_recv(endpoint, answer, &badge, seL4_CapNull)
                        : api_recv(endpoint, &badge, seL4_CapNull);
    }
}

/* Until the client has ended. */
static const struct loop {
    const char *name;
    void (*run)(sel4rpc_server_env_t *server, struct family *family);
} loops[] = {
    {"serve", serve},
    {"recv", serve_by_recv},
    {"handle", serve_by_handle},
    {"prepare", serve_by_prepare},
};
#define LOOPS (sizeof(loops) / sizeof(loops[0]))

static const struct loop *find_loop(const char *name)
{
    for (size_t i = 0; i < LOOPS; i++) {
        if (strcmp(loops[i].name, name) == 0) {
            return &loops[i];
        }
    }
    return NULL;
}

/* Makes the server. source: of its memory, `pool`, `parking`, or NULL for the platform's vka. pool: for the
 * vka of a pool. */
static void init(sel4rpc_server_env_t *server, struct family *family, vka_object_t *reply, const char *source,
                 vka_t *pool)
{
    vka_t *vka = &family->platform.vka;

    if (source != NULL) {
        family_make_pool(family, pool);
        vka = pool;
    }
    sel4rpc_server_init(server, vka, NULL, NULL, reply, &family->platform.simple);
    if (source != NULL) {
        sel4rpc_server_set_untyped_of(server, sel4rpc_vka_untyped_of, &family->pool);
    }
    if (source != NULL && strcmp(source, "parking") == 0) {
        sel4rpc_server_set_parking(server, PARKED_LEASES, PARKED_BYTES);
    }
}

/* Registers the client that runs and the others. */
static int register_clients(sel4rpc_server_env_t *server, unsigned long count)
{
    int error = 0;

    for (seL4_Word i = 0; i < count && error == 0; i++) {
        error = sel4rpc_server_register(server, FAMILY_BADGE + i, &unlimited, NULL);
    }
    return error;
}

int main(int argc, char *argv[])
{
    static char counted[] = "bench-client", timed[] = "bench-rate-client";
    struct family family;
    sel4rpc_server_env_t server;
    vka_object_t reply = {.cptr = seL4_CapNull};
    vka_t pool;
    const struct loop *loop = argc >= 5 ? find_loop(argv[4]) : NULL;

    if (loop == NULL) {
        printf("a server needs four arguments, of which the last is a loop\n");
        return EXIT_FAILURE;
    }
    family_start(&family, strcmp(argv[1], "rate") == 0 ? timed : counted, argv[1], argv[2]);
    init(&server, &family, &reply, argc > 5 ? argv[5] : NULL, &pool);
    if (register_clients(&server, strtoul(argv[3], NULL, 0)) != 0) {
        printf("clients cannot be registered\n");
        return EXIT_FAILURE;
    }
    loop->run(&server, &family);
    return family_end(&family);
}
