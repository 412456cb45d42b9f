/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The bench's server: the library, with its default handler.
 *
 * Arguments: the client's operation and count; the number of registered clients, one of which runs; `serve`,
 * or `recv` for the loop in the README. If none is registered, all are served without limits.
 */
#include "family.h"
#include "unlimited.h"

#include <sel4rpc/server.h>
#include <sel4utils/api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sel4rpc_next_t other(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                            seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    (void)server;
    (void)data;
    (void)answer;
    return family_has_ended(badge, info) ? SEL4RPC_STOP : SEL4RPC_NEXT;
}

/* The loop of the README. */
static void serve_by_recv(sel4rpc_server_env_t *server, seL4_CPtr endpoint)
{
    seL4_Word badge;

    for (;;) {
        seL4_MessageInfo_t info = api_recv(endpoint, &badge, seL4_CapNull);
        if (seL4_MessageInfo_get_label(info) != 0) {
            return;
        }
        if (seL4_GetMR(0) == SEL4RPC_MSG_MAGIC) {
            sel4rpc_server_recv(server);
        }
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

    if (argc != 5) {
        printf("a server needs four arguments\n");
        return EXIT_FAILURE;
    }
    family_start(&family, strcmp(argv[1], "rate") == 0 ? timed : counted, argv[1], argv[2]);
    sel4rpc_server_init(&server, &family.platform.vka, NULL, NULL, &reply, &family.platform.simple);
    if (register_clients(&server, strtoul(argv[3], NULL, 0)) != 0) {
        printf("clients cannot be registered\n");
        return EXIT_FAILURE;
    }
    if (strcmp(argv[4], "recv") == 0) {
        serve_by_recv(&server, family.endpoint.cptr);
    } else {
        sel4rpc_server_serve(&server, family.endpoint.cptr, other, NULL);
    }
    return family_end(&family);
}
