/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The bench's server of the hand-written IPC; see bare_serve.h.
 *
 * Arguments: the client's operation and count; `pool` for a pool as its vka.
 */
#include "bare_serve.h"
#include "family.h"

#include <sel4utils/api.h>
#include <stdio.h>
#include <stdlib.h>

static inline int bare_get_irq(simple_t *simple, seL4_Word number, cspacepath_t path)
{
    return (int)simple_get_IRQ_handler(simple, (int)number, path);
}

static void bare_serve(struct bare_server *server, seL4_CPtr endpoint)
{
    seL4_Word badge;
    seL4_MessageInfo_t info = api_recv(endpoint, &badge, seL4_CapNull);

    while (!family_has_ended(badge, info)) {
        info = api_reply_recv(endpoint, bare_answer(server), &badge, seL4_CapNull);
    }
}

int main(int argc, char *argv[])
{
    static char image[] = "bench-bare-client";
    struct family family;
    struct bare_server server;
    vka_t pool, *vka = &family.platform.vka;

    if (argc < 3) {
        printf("a server needs two arguments\n");
        return EXIT_FAILURE;
    }
    family_start(&family, image, argv[1], argv[2]);
    if (argc > 3) {
        family_make_pool(&family, &pool);
        vka = &pool;
    }
    if (bare_server_init(&server, vka, &family.platform.simple) != 0) {
        printf("a server needs memory\n");
        return EXIT_FAILURE;
    }
    bare_serve(&server, family.endpoint.cptr);
    return family_end(&family);
}
