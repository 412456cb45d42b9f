/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What every parent needs: an endpoint, a server on it, and children in sel4utils processes that call and
 * fault to that endpoint. Each is a client of the server, with limits and a badge of its own.
 * <sel4rpc/child.h> is the child's side.
 *
 * A child starts with nothing but its endpoint capability, with Write and GrantReply rights: it can call its
 * parent and receive capabilities in the reply, but can neither send capabilities nor receive messages.
 *
 * Every call makes kernel calls, which overwrite the message registers. Only sel4rpc_parent_serve() waits for
 * another thread. Each failure is logged once, with the reason.
 */
#pragma once

#include <sel4/sel4.h>
#include <sel4rpc/platform.h>
#include <sel4rpc/server.h>
#include <sel4rpc/vka.h>
#include <sel4utils/process.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A parent. Treat the members as read-only, but for child_cnode_bits, which you may set. */
typedef struct sel4rpc_parent {
    sel4rpc_platform_t platform;
    vka_object_t endpoint;       /* receives the requests, messages and faults of all children */
    vka_object_t reply;          /* the reply object to receive with; all zero without MCS */
    sel4rpc_server_env_t server; /* its clients are the children; gives out badges from 1 on */
    int child_cnode_bits;        /* log2 of the slots of children started from now on; default 8 */
    sel4rpc_vka_t pool;          /* private, see sel4rpc_parent_use_pool() */
    vka_t pool_vka;              /* the pool's; all zero without one */
} sel4rpc_parent_t;

/* A child of a parent. sel4rpc_parent_start() writes it; treat it as read-only. */
typedef struct sel4rpc_parent_child {
    sel4utils_process_t process;
    const char *name;
    seL4_Word badge; /* of its messages and faults, and for the server's calls; never used again */
} sel4rpc_parent_child_t;

/* The most bytes that sel4rpc_describe_fault() writes. */
#define SEL4RPC_FAULT_BYTES 96

/*
 * Describes a child's fault in words, for example "VM fault at 0x40, instruction at 0x401136". On hosted seL4
 * the end of a program is a fault, too: "the program exited with status 1", "signal 9 ended the program".
 *
 * text: out; of at least SEL4RPC_FAULT_BYTES; ends with a zero byte. fault: of the message, whose label is
 * the fault; its registers must still hold it, so call this before anything else that enters the kernel.
 * Makes no kernel call.
 */
void sel4rpc_describe_fault(char *text, seL4_MessageInfo_t fault);

/*
 * Initialises the parent of a root task: its platform, an endpoint and a server.
 *
 * parent: out; must not move until sel4rpc_parent_clean_up(). handler, data: as for sel4rpc_server_init();
 * they stay yours.
 *
 * Call it once in a program: see sel4rpc_platform_init().
 *
 * Returns 0; seL4_NotEnoughMemory after logging what was missing.
 */
int sel4rpc_parent_init(sel4rpc_parent_t *parent, sel4rpc_handler_t handler, void *data)
    __attribute__((warn_unused_result));

/*
 * Initialises a parent on an existing platform: for a child that is a parent itself.
 *
 * parent: out; must not move until sel4rpc_parent_clean_up(). platform: copied; what its members point to
 * stays yours and must outlive the parent. handler, data: as for sel4rpc_server_init(); they stay yours.
 *
 * Returns 0; seL4_NotEnoughMemory after logging what was missing, with nothing allocated.
 */
int sel4rpc_parent_init_on(sel4rpc_parent_t *parent, const sel4rpc_platform_t *platform,
                           sel4rpc_handler_t handler, void *data) __attribute__((warn_unused_result));

/*
 * Lets the server grant memory from a pool over the platform's vka: what children free stays in it for the
 * next request of its size, and to take it back the server makes one kernel call in place of two. See
 * sel4rpc_pool_make(). The parent's own objects still come from the platform's vka.
 *
 * parent: without children yet. records, count: of the pool; as for sel4rpc_vka_init(). They are the pool's
 * until sel4rpc_parent_clean_up(). A request that would need one more is refused with seL4_NotEnoughMemory.
 *
 * Returns 0; seL4_InvalidArgument if there are no records, seL4_IllegalOperation if the server has granted
 * something or has a pool, and nothing has changed. Never blocks.
 */
int sel4rpc_parent_use_pool(sel4rpc_parent_t *parent, sel4rpc_vka_record_t *records, size_t count)
    __attribute__((warn_unused_result));

/*
 * Revokes every lease, gives a pool's memory back, and frees the endpoint. The platform stays. End all
 * children first: a call afterwards returns SEL4RPC_NOT_A_SERVER.
 */
void sel4rpc_parent_clean_up(sel4rpc_parent_t *parent);

/*
 * Admits a client, and starts it as a child that holds nothing but an endpoint to its parent.
 *
 * child: out; the parent's until sel4rpc_parent_end(). image: the program; on hosted seL4 the name of an
 * executable beside the root task's, on the real kernel a file in the archive of the root task's image. name:
 * the child's name, up to 15 characters; not copied, so it must stay valid while child is used. limits: what
 * the child may hold; as for sel4rpc_server_admit(): copied, but for the ranges and offers.
 *
 * Returns 0; -1 after logging why, with nothing started and nothing held.
 */
int sel4rpc_parent_start(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                         const char *name, const sel4rpc_limits_t *limits)
    __attribute__((warn_unused_result));

/*
 * Starts a child as sel4rpc_parent_start() does, and gives it a copy of one more capability, with all its
 * rights.
 *
 * capability: in the parent's CSpace; stays the parent's; 0 for none. The child finds the copy in the slot
 * sel4rpc_child_t's `given`. The other parameters and the result are those of sel4rpc_parent_start().
 */
int sel4rpc_parent_start_with(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                              const char *name, const sel4rpc_limits_t *limits, seL4_CPtr capability)
    __attribute__((warn_unused_result));

/*
 * Makes a child as sel4rpc_parent_start() does, but does not run it: resume its TCB,
 * child->process.thread.tcb, to start it. Parameters and result are those of sel4rpc_parent_start().
 */
int sel4rpc_parent_prepare(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child, const char *image,
                           const char *name, const sel4rpc_limits_t *limits)
    __attribute__((warn_unused_result));

/*
 * Ends a child, whatever it is doing: dismisses it, unless you have called sel4rpc_server_dismiss() yourself,
 * and frees its process. Takes time proportional to what the child holds; dismiss it yourself, step by step,
 * to serve other children meanwhile.
 *
 * Returns 0, and you may use *child again; or the kernel's first error, after logging it: the process is
 * freed, and you can still dismiss child->badge.
 */
int sel4rpc_parent_end(sel4rpc_parent_t *parent, sel4rpc_parent_child_t *child)
    __attribute__((warn_unused_result));

/*
 * Serves all children until one of them is done or faults.
 *
 * child: the one to wait for. Requests of all children are served; any other message, and a fault of another
 * child, is dropped.
 *
 * Blocks until that child calls sel4rpc_child_finish() or faults; a program that ends in any other way faults
 * too. The child still exists then: call sel4rpc_parent_end().
 *
 * Returns 0 if the child is done without failures; -1 if it reported failures, or after logging its fault.
 */
int sel4rpc_parent_serve(sel4rpc_parent_t *parent, const sel4rpc_parent_child_t *child)
    __attribute__((warn_unused_result));

#ifdef __cplusplus
}
#endif
