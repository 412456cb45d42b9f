/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The arguments of TCB methods, and the methods that only a kernel with MCS has.
 */
#pragma once

/* What boot makes more, where that is, how large an object of a type has to be, and what methods are tried
 * on. */
#define SCHEDULE_BOOT_BYTES (1UL << ABI_MIN_SCHED_CONTEXT_BITS)
#define SCHEDULE_BOOT_SLOTS                                                                                  \
    {ABI_ROOT_SCHED_CONTEXT, "sched-context"},                                                               \
    {                                                                                                        \
        ABI_ROOT_SCHED_CONTROL, "sched-control"                                                              \
    }
#define SCHEDULE_RETYPE_BITS(type, bits)                                                                     \
    ((type) == ABI_OBJECT_SCHED_CONTEXT ? ABI_MIN_SCHED_CONTEXT_BITS : (bits))
#define SCHEDULE_CAPABILITIES                                                                                \
    [CAPABILITY_SCHED_CONTEXT] =                                                                             \
        fixture_retype(fixture, ABI_OBJECT_SCHED_CONTEXT, ABI_MIN_SCHED_CONTEXT_BITS, 1),                    \
    [CAPABILITY_SCHED_CONTROL] = ABI_ROOT_SCHED_CONTROL

/* The slots of the fixture's reply objects, in the order in which threads first receive, and of its
 * scheduling contexts, in the order of threads. */
#define FIXTURE_REPLY_SLOT(n) ((1UL << FIXTURE_CNODE_BITS) - 1 - (n))
#define FIXTURE_CONTEXT_SLOT(n) FIXTURE_REPLY_SLOT(FIXTURE_MAX_THREADS + (n))

/* A fault handler's address: in the thread's own CSpace, or in that of who sets it. */
#define FAULT_HANDLER_ADDRESS(own, root) ((void)(own), (root))
#define CONFIGURE_WORDS(handler, cspace_data, buffer) WORDS(cspace_data, 0, buffer)
#define SET_SPACE_WORDS(handler, cspace_data) WORDS(cspace_data, 0)
#define SET_SPACE_CAPS(handler, cspace, vspace) WORDS(handler, cspace, vspace)
#define SCHED_PARAMS_CAPS(authority) WORDS(authority, 0, 0)

/* A CNode method of an index and a depth that only one kind of kernel has, or any. */
#define SCHEDULE_CNODE_LABEL ABI_CNODE_DELETE

/* Label, type, message registers and capabilities of the shortest message. */
#define SCHEDULE_METHODS                                                                                     \
    {ABI_TCB_CONFIGURE, CAPABILITY_THREAD, 3, 3}, {ABI_TCB_SET_SPACE, CAPABILITY_THREAD, 2, 3},              \
        {ABI_TCB_SET_SCHED_PARAMS, CAPABILITY_THREAD, 2, 3},                                                 \
        {ABI_TCB_SET_TIMEOUT_ENDPOINT, CAPABILITY_THREAD, 0, 1},                                             \
        {ABI_SCHED_CONTROL_CONFIGURE_FLAGS, CAPABILITY_SCHED_CONTROL, 5, 1},                                 \
        {ABI_SCHED_CONTEXT_BIND, CAPABILITY_SCHED_CONTEXT, 0, 1},                                            \
        {ABI_SCHED_CONTEXT_UNBIND, CAPABILITY_SCHED_CONTEXT, 0, 0},                                          \
        {ABI_SCHED_CONTEXT_UNBIND_OBJECT, CAPABILITY_SCHED_CONTEXT, 0, 1},                                   \
        {ABI_SCHED_CONTEXT_CONSUMED, CAPABILITY_SCHED_CONTEXT, 0, 0},                                        \
    {                                                                                                        \
        ABI_SCHED_CONTEXT_YIELD_TO, CAPABILITY_SCHED_CONTEXT, 0, 0                                           \
    }
