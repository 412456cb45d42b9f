/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * README.md's server of the older interface: serves one child until it ends. Its exit status tells whether
 * the child got what it asked for.
 */
#include <sel4rpc/platform.h>

#include <sel4rpc/server.h>
#include <sel4utils/api.h>
#include <sel4utils/process.h>
#include <stdio.h>
#include <stdlib.h>
#include <vka/object.h>

struct my_environment {
    vka_t *vka;
    simple_t *simple;
    vka_object_t reply; /* zero on a kernel without MCS */
    int granted;
};

/* README: server */
#include <sel4rpc/server.h>

static int my_handler_function(sel4rpc_server_env_t *rpc_server, void *my_data, RpcMessage *msg)
{
    struct my_environment *env = my_data;
    int error = sel4rpc_default_handler(rpc_server, NULL, msg); /* or decide yourself, and answer */

    env->granted += error == 0;
    return error;
}

static void serve(struct my_environment *env, seL4_CPtr process_ep)
{
    sel4rpc_server_env_t rpc_server;
    seL4_Word badge;

    sel4rpc_server_init(&rpc_server, env->vka, my_handler_function, env, &env->reply, env->simple);
    while (1) {
        seL4_MessageInfo_t info = api_recv(process_ep, &badge, env->reply.cptr);
        if (seL4_MessageInfo_get_label(info) != 0) {
            break; /* a fault: the child has ended */
        }
        if (seL4_GetMR(0) == SEL4RPC_MSG_MAGIC) {
            sel4rpc_server_recv(&rpc_server);
        }
    }
    sel4rpc_server_clean_up(&rpc_server); /* new: takes back what is still granted */
}
/* README: end */

int main(void)
{
    sel4rpc_platform_t platform;
    sel4utils_process_t process;
    struct my_environment env = {.vka = &platform.vka, .simple = &platform.simple};
    char slot[WORD_STRING_SIZE], first_slot[WORD_STRING_SIZE], name[] = "child";
    char *argv[] = {name, slot, first_slot};
    cspacepath_t path;

    if (sel4rpc_platform_init(&platform) != 0) {
        return EXIT_FAILURE;
    }
    if (config_set(CONFIG_KERNEL_MCS) && vka_alloc_reply(&platform.vka, &env.reply) != 0) {
        return EXIT_FAILURE;
    }
    sel4utils_process_config_t config = process_config_default_simple(&platform.simple, "older-child", 0);
    if (sel4utils_configure_process_custom(&process, &platform.vka, &platform.vspace, config) != 0) {
        return EXIT_FAILURE;
    }
    /* Faults arrive at the same endpoint as requests, so the server notices the child's end. */
    vka_cspace_make_path(&platform.vka, process.fault_endpoint.cptr, &path);
    seL4_CPtr in_child = sel4utils_mint_cap_to_process(&process, path, seL4_CapRights_new(1, 0, 0, 1), 1);
    snprintf(slot, sizeof(slot), "%lu", (unsigned long)in_child);
    snprintf(first_slot, sizeof(first_slot), "%lu", (unsigned long)process.cspace_next_free);
    if (sel4utils_spawn_process_v(&process, &platform.vka, &platform.vspace, 3, argv, 1) != 0) {
        return EXIT_FAILURE;
    }

    serve(&env, process.fault_endpoint.cptr);

    sel4utils_destroy_process(&process, &platform.vka);
    if (config_set(CONFIG_KERNEL_MCS)) {
        vka_free_object(&platform.vka, &env.reply);
    }
    printf("granted: %d\n", env.granted);
    return env.granted == 1 && sel4rpc_platform_is_balanced() ? EXIT_SUCCESS : EXIT_FAILURE;
}
