/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Code shared by the bench's servers: one client, which calls and faults to one endpoint.
 */
#pragma once

#include <sel4rpc/platform.h>
#include <sel4rpc/vka.h>

#include <sel4utils/process.h>
#include <stdbool.h>
#include <vka/object.h>

#define FAMILY_BADGE 1

struct family {
    sel4rpc_platform_t platform;
    vka_object_t endpoint;
    cspacepath_t child_endpoint;
    sel4utils_process_t child;
    sel4rpc_vka_t pool; /* see family_make_pool() */
};

/*
 * Makes the endpoint, and starts the client from its image with the arguments of struct task. Ends the
 * program if that fails.
 */
void family_start(struct family *family, char *image, char *operation, char *count);

/* Makes a pool that takes memory and slots from the platform's vka. vka: out; the pool's. Ends the program if
 * that fails. */
void family_make_pool(struct family *family, vka_t *vka);

/* Tells whether the message reports the client's end. */
bool family_has_ended(seL4_Word badge, seL4_MessageInfo_t info);

/*
 * Ends a server: destroys the client and returns the exit status. info: the message that reported the
 * client's end, still in the message registers.
 */
int family_end(struct family *family);
