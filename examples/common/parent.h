/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the parents of the examples have in common: an endpoint that their children call and fault to, told
 * apart by badge.
 */
#pragma once

#include "../platform/platform.h"

#include <sel4rpc/server.h>
#include <sel4utils/process.h>

struct parent {
    struct platform platform;
    vka_object_t endpoint;
    vka_object_t reply; /* of an MCS kernel; otherwise all zero */
    sel4rpc_server_env_t server;
    int child_cnode_bits; /* log2 of the slots of those that are started next */
    int failures;
};

struct parent_child {
    sel4utils_process_t process;
    cspacepath_t endpoint; /* the parent's with the child's badge; the child has a copy */
    const char *name;
    seL4_Word badge;
};

/* Prints one line, with the parent's name before it. */
void parent_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

void parent_init(struct parent *parent, sel4rpc_handler_t handler, void *data);
/* The same on a platform that is there already: in a child that is a parent itself. */
void parent_init_on(struct parent *parent, const struct platform *platform, sel4rpc_handler_t handler,
                    void *data);
void parent_clean_up(struct parent *parent);

/*
 * Starts a child from an image, with an endpoint to its parent and nothing else: what it calls and faults to
 * bears the badge. Its arguments are its name, the endpoint, its first empty slot, and the slot of what else
 * it was given. Returns 0, or -1 with nothing started.
 */
int parent_start(struct parent *parent, struct parent_child *child, const char *image, const char *name,
                 seL4_Word badge);
/* The same, and gives the child a copy of a capability of the parent's. */
int parent_start_with(struct parent *parent, struct parent_child *child, const char *image, const char *name,
                      seL4_Word badge, seL4_CPtr capability);
/* As parent_start(), but the child runs only when its TCB is resumed. */
int parent_prepare(struct parent *parent, struct parent_child *child, const char *image, const char *name,
                   seL4_Word badge);
void parent_end(struct parent *parent, struct parent_child *child);

/* Serves until the child with this badge is done or faults. Returns 0 where it was done without failures. */
int parent_serve(struct parent *parent, const struct parent_child *child);
