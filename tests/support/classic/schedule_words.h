/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The arguments of TCB methods, and the methods that only a kernel without MCS has.
 */
#pragma once

/* What boot makes more, where that is, how large an object of a type has to be, and what methods are tried
 * on. */
#define SCHEDULE_BOOT_BYTES 0
#define SCHEDULE_BOOT_SLOTS                                                                                  \
    {                                                                                                        \
        0, "null"                                                                                            \
    }
#define SCHEDULE_RETYPE_BITS(type, bits) (bits)
#define SCHEDULE_CAPABILITIES [CAPABILITY_NULL] = 0

/* A fault handler's address: in the thread's own CSpace, or in that of who sets it. */
#define FAULT_HANDLER_ADDRESS(own, root) ((void)(root), (own))
#define CONFIGURE_WORDS(handler, cspace_data, buffer) WORDS(handler, cspace_data, 0, buffer)
#define SET_SPACE_WORDS(handler, cspace_data) WORDS(handler, cspace_data, 0)
#define SET_SPACE_CAPS(handler, cspace, vspace) WORDS(cspace, vspace)
#define SCHED_PARAMS_CAPS(authority) WORDS(authority)

/* A CNode method of an index and a depth that only one kind of kernel has, or any. */
#define SCHEDULE_CNODE_LABEL ABI_CNODE_SAVE_CALLER

/* Label, type, message registers and capabilities of the shortest message. */
#define SCHEDULE_METHODS                                                                                     \
    {ABI_TCB_CONFIGURE, CAPABILITY_THREAD, 4, 3}, {ABI_TCB_SET_SPACE, CAPABILITY_THREAD, 3, 2},              \
        {ABI_TCB_SET_SCHED_PARAMS, CAPABILITY_THREAD, 2, 1},                                                 \
    {                                                                                                        \
        ABI_CNODE_SAVE_CALLER, CAPABILITY_CNODE, 2, 0                                                        \
    }
