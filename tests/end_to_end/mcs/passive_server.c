/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The passive server. What it grants comes from an allocator that asks the root task, so that it blocks there
 * on its client's scheduling context.
 */
#include "../../support/unlimited.h"
#include "../../../examples/common/child.h"
#include "passive.h"

#include <sel4rpc/server.h>
#include <sel4utils/process.h>
#include <stdlib.h>

#define SLOTS 512

static sel4rpc_slot_range_t range;
static seL4_Word slot_map[SEL4RPC_SLOT_WORDS(SLOTS)];
static sel4rpc_vka_record_t records[32];
static sel4rpc_vka_t allocator;

static int make_server(sel4rpc_child_t *child, vka_t *vka, vka_object_t *reply, sel4rpc_server_env_t *server)
{
    sel4rpc_slots_t slots;
    int error = sel4rpc_slots_of_range(&range, SEL4UTILS_CNODE_SLOT, seL4_WordBits, child->next_slot, SLOTS,
                                       slot_map, &slots);

    if (error == 0) {
        error =
            sel4rpc_vka_init(&allocator, &child->rpc, &slots, records, sizeof(records) / sizeof(records[0]));
    }
    if (error == 0) {
        error = sel4rpc_vka_set_chunk_bits(&allocator, PASSIVE_CHUNK_BITS);
    }
    if (error == 0) {
        sel4rpc_vka_make(&allocator, vka);
        error = vka_alloc_reply(vka, reply);
    }
    if (error == 0) {
        error = sel4rpc_server_init(server, vka, NULL, NULL, reply, NULL);
    }
    return error != 0 ? error : sel4rpc_server_register(server, PASSIVE_BADGE, &unlimited, NULL);
}

int main(int argc, char *argv[])
{
    static sel4rpc_child_t child;
    static sel4rpc_server_env_t server;
    vka_t vka;
    vka_object_t reply;

    if (sel4rpc_child_init(&child, argc, argv) != 0 || make_server(&child, &vka, &reply, &server) != 0) {
        return EXIT_FAILURE;
    }
    sel4rpc_server_serve(&server, child.given, NULL, NULL);
    return EXIT_FAILURE;
}
