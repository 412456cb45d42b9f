/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What every parent needs: an endpoint, a server on it, and children in sel4utils processes that call and
 * fault to that endpoint, each with its own badge. <sel4rpc/child.h> is the child's side.
 *
 * A child starts with nothing but its endpoint capability, with Write and GrantReply rights: it can call its
 * parent and receive capabilities in the answer, but neither send any nor receive messages.
 *
 * All calls here make kernel calls, which overwrite the message registers. Only sel4rpc_parent_serve() waits
 * for another thread. A failure is logged once, with the reason.
 */
#pragma once

#include <sel4/sel4.h>
#include <sel4rpc/platform.h>
#include <sel4rpc/server.h>
#include <sel4utils/process.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A parent. The members are for reading, but child_cnode_bits may be set. */
typedef struct sel4rpc_parent {
    sel4rpc_platform_t platform;
    vka_object_t endpoint;       /* where requests, messages and faults of all children arrive */
    vka_object_t reply;          /* the reply object to receive with; all zero without MCS */
    sel4rpc_server_env_t server; /* register clients here, to limit them and to take everything back */
    int child_cnode_bits;        /* log2 of the slots of the children that are started next; 8 after init */
} sel4rpc_parent_t;

/* A child of a parent; written by sel4rpc_parent_start(), for reading after that. */
typedef struct sel4rpc_parent_child {
    sel4utils_process_t process;
    cspacepath_t endpoint; /* the parent's capability with the child's badge; the child has a copy */
    const char *name;
    seL4_Word badge;
} sel4rpc_parent_child_t;

/*
 * Makes the parent of a root task: its platform, an endpoint and a server.
 *
 * parent: out; must stay where it is until sel4rpc_parent_clean_up(). handler, data: as for
 * sel4rpc_server_init().
 *
 * Returns 0; or an seL4_Error after logging what was missing.
 */
int sel4rpc_parent_init(sel4rpc_parent_t *parent, sel4rpc_handler_t handler, void *data)
    __attribute__((warn_unused_result));

/*
 * The same on a platform that is there already, as in a child that is a parent itself. The platform is
 * copied; what its members point to stays the caller's, and has to outlive the parent.
 */
int sel4rpc_parent_init_on(sel4rpc_parent_t *parent, const sel4rpc_platform_t *platform,
                           sel4rpc_handler_t handler, void *data) __attribute__((warn_unused_result));

/*
 * Takes back every lease and frees the endpoint. End all children first: one that calls after this gets a
 * fault.
 */
void sel4rpc_parent_clean_up(sel4rpc_parent_t *parent);

/*
 * Starts a child that holds nothing but an endpoint to its parent.
 *
 * child: out; the parent's until sel4rpc_parent_end(). image: the program: on hosted seL4 the name of an
 * executable beside the root task's, on the real kernel a file of the archive in the root task's image. name:
 * what the child calls itself, at most 15 characters; the string is kept, not copied. badge: what its
 * messages and faults arrive with; not 0, and no other child's.
 *
 * Returns 0; or -1, with nothing started and nothing held, after logging why.
 */
int sel4rpc_parent_start(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                         const char *name, seL4_Word badge) __attribute__((warn_unused_result));

/*
 * The same, and gives the child a copy of one more capability, with all its rights. capability: in the
 * parent's CSpace; stays the parent's. The child finds the copy in sel4rpc_child_t's `given`.
 */
int sel4rpc_parent_start_with(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                              const char *name, seL4_Word badge, seL4_CPtr capability)
    __attribute__((warn_unused_result));

/* As sel4rpc_parent_start(), but the child does not run before its TCB (child->process.thread.tcb) is
 * resumed. */
int sel4rpc_parent_prepare(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                           const char *name, seL4_Word badge) __attribute__((warn_unused_result));

/*
 * Ends a child, whatever it is doing, and frees its process. Leases of a registered client stay until
 * sel4rpc_server_unregister() or sel4rpc_server_release_client().
 */
void sel4rpc_parent_end(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child);

/*
 * Serves all children until one is done or faults.
 *
 * child: the one to wait for. Messages of others that are no requests are dropped.
 *
 * Blocks until a message arrives, again and again, until the child says that it is done
 * (sel4rpc_child_finish()) or faults; a program that ends in any other way faults too. The child still exists
 * after that: end it.
 *
 * Returns 0 if it was done without failures, -1 if not; a fault is logged.
 */
int sel4rpc_parent_serve(sel4rpc_parent_t *parent, const sel4rpc_parent_child_t *child)
    __attribute__((warn_unused_result));

#ifdef __cplusplus
}
#endif
