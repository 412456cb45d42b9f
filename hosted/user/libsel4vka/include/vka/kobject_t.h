/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Kernel objects by names that are the same on every architecture, for allocations that give a size rather
 * than a type.
 */
#pragma once

#include <sel4/types.h>
#include <utils/util.h>
#include <vka/sel4_arch/kobject_t.h>

typedef int kobject_t;

enum {
    KOBJECT_FRAME = KOBJECT_MODE_NUM_TYPES,
    KOBJECT_PAGE_DIRECTORY,
    KOBJECT_PAGE_TABLE,
    KOBJECT_TCB,
    KOBJECT_CNODE,
    KOBJECT_CSLOT,
    KOBJECT_UNTYPED,
    KOBJECT_ENDPOINT,
    KOBJECT_NOTIFICATION,
    KOBJECT_REPLY,
    KOBJECT_SCHED_CONTEXT,
    NUM_KOBJECT_TYPES
};

#include <vka/arch/kobject_t.h>

#ifdef CONFIG_KERNEL_MCS
static inline seL4_Word kobject_schedule_get_type(kobject_t type, seL4_Word objectSize)
{
    switch (type) {
    case KOBJECT_REPLY:
        return seL4_ReplyObject;
    case KOBJECT_SCHED_CONTEXT:
        return seL4_SchedContextObject;
    default:
        return arch_kobject_get_type(type, objectSize);
    }
}
#else
#define kobject_schedule_get_type arch_kobject_get_type
#endif

/* The object type that Retype takes; all bits set if there is none. */
static inline seL4_Word kobject_get_type(kobject_t type, seL4_Word objectSize)
{
    switch (type) {
    case KOBJECT_TCB:
        return seL4_TCBObject;
    case KOBJECT_CNODE:
        return seL4_CapTableObject;
    case KOBJECT_UNTYPED:
        return seL4_UntypedObject;
    case KOBJECT_ENDPOINT:
        return seL4_EndpointObject;
    case KOBJECT_NOTIFICATION:
        return seL4_NotificationObject;
    default:
        return kobject_schedule_get_type(type, objectSize);
    }
}
