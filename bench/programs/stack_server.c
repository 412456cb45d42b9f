/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Measures the server's stack for a request: of sel4rpc_server_handle() with the default handler. Prints the
 * largest.
 */
#include "family.h"
#include "stack.h"
#include "unlimited.h"

#include <sel4rpc/server.h>
#include <sel4utils/api.h>
#include <stdio.h>
#include <stdlib.h>

/* Returns the stack of the request that used most, in bytes. */
static unsigned serve(sel4rpc_server_env_t *server, seL4_CPtr endpoint)
{
    unsigned most = 0;

    for (;;) {
        seL4_Word badge;
        seL4_MessageInfo_t info = api_recv(endpoint, &badge, seL4_CapNull);

        stack_paint();
        bool handled = sel4rpc_server_handle(server, badge, info);
        unsigned used = stack_used();
        if (!handled && family_has_ended(badge, info)) {
            return most;
        }
        most = used > most ? used : most;
    }
}

int main(void)
{
    static char image[] = "bench-stack-client", operation[] = "stack", count[] = "0";
    struct family family;
    sel4rpc_server_env_t server;
    vka_object_t reply = {.cptr = seL4_CapNull};

    family_start(&family, image, operation, count);
    stack_borrow_vka(&family.platform.vka);
    stack_borrow_simple(&family.platform.simple);
    sel4rpc_server_init(&server, &family.platform.vka, NULL, NULL, &reply, &family.platform.simple);
    if (sel4rpc_server_register(&server, FAMILY_BADGE, &unlimited, NULL) != 0) {
        return EXIT_FAILURE;
    }
    unsigned most = serve(&server, family.endpoint.cptr);
    int status = family_end(&family);
    printf("stack %u sel4rpc_server_handle\n", most);
    return status;
}
