/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The names of object types. Each architecture has a file with its own beside those of all.
 */
#pragma once

#include <sel4/sel4.h>
#include <stddef.h>

/* The names by type, for seL4_Untyped_Retype; NULL for a number that no type has. */
extern const char *const srpc_object_names[];
extern const size_t srpc_object_name_count;

#define COMMON_OBJECT_NAMES                                                                                  \
    [seL4_UntypedObject] = "untyped", [seL4_TCBObject] = "TCB", [seL4_EndpointObject] = "endpoint",          \
    [seL4_NotificationObject] = "notification", [seL4_CapTableObject] = "CNode"
#ifdef CONFIG_KERNEL_MCS
#define KERNEL_OBJECT_NAMES                                                                                  \
    COMMON_OBJECT_NAMES, [seL4_SchedContextObject] = "scheduling context", [seL4_ReplyObject] = "reply object"
#else
#define KERNEL_OBJECT_NAMES COMMON_OBJECT_NAMES
#endif
