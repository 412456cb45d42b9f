/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The table of types.
 */
#include "arch.h"
#include "kernel/check/check.h"
#include "kernel/interrupt/irq.h"
#include "kernel/memory/vspace.h"
#include "kernel/thread/ipc.h"

_Static_assert(sizeof(struct endpoint) <= SHADOW_BYTES(ABI_ENDPOINT_BITS), "an endpoint fits its shadow");
_Static_assert(sizeof(struct notification) <= SHADOW_BYTES(ABI_NOTIFICATION_BITS),
               "a notification fits its shadow");
_Static_assert(sizeof(struct kernel_thread) <= SHADOW_BYTES(ABI_TCB_BITS), "a TCB fits its shadow");
_Static_assert(sizeof(struct kernel_frame) <= SHADOW_BYTES(ABI_PAGE_BITS), "a frame fits its shadow");
_Static_assert(sizeof(struct kernel_vspace) <= SHADOW_BYTES(ABI_PAGE_BITS),
               "a VSpace, and so any paging structure, fits its shadow");
_Static_assert(sizeof(struct asid_pool) <= SHADOW_BYTES(ABI_ASID_POOL_BITS), "an ASID pool fits its shadow");
_Static_assert(sizeof(union cnode_place) == SHADOW_BYTES(ABI_SLOT_BITS), "a slot fills its shadow");

/* For each method: its label, and the message registers and extra capabilities it needs. */
static const struct method cnode_methods[] = {
    {ABI_CNODE_REVOKE, 2, 0, cnode_delete},
    {ABI_CNODE_DELETE, 2, 0, cnode_delete},
    /* These need more, but look for the destination first. */
    {ABI_CNODE_COPY, 2, 0, cnode_copy},
    {ABI_CNODE_MINT, 2, 0, cnode_copy},
    {ABI_CNODE_MOVE, 2, 0, cnode_move},
    {ABI_CNODE_MUTATE, 2, 0, cnode_move},
    {ABI_CNODE_ROTATE, 2, 0, cnode_rotate},
    {ABI_CNODE_CANCEL_BADGED_SENDS, 2, 0, cnode_cancel_badged_sends},
    SCHEDULE_CNODE_METHODS /* each followed by a comma */
    {0},
};

/* Structures below the VSpace differ in their labels only. */
#define PAGING_METHODS(label)                                                                                \
    {                                                                                                        \
        {label##_MAP, 2, 1, table_map}, {label##_UNMAP, 0, 0, table_unmap},                                  \
        {                                                                                                    \
            0                                                                                                \
        }                                                                                                    \
    }
#define PAGING_TYPE(named, labels)                                                                           \
    {                                                                                                        \
        .name = named, .counts = true, .derive = paging_derive, .leave = table_leave,                        \
        .bytes = sizeof(struct table), .methods = labels,                                                    \
    }

static const struct method page_table_methods[] = PAGING_METHODS(ABI_PAGE_TABLE);
static const struct method page_directory_methods[] = PAGING_METHODS(ABI_PAGE_DIRECTORY);
static const struct method pdpt_methods[] = PAGING_METHODS(ABI_PDPT);

const struct type kernel_types[CAPABILITY_TYPE_COUNT] = {
    [CAPABILITY_NULL] = {.name = "null", .invoke = invocation_refuse},
    [CAPABILITY_UNTYPED] =
        {
            .name = "untyped",
            .derive = untyped_derive,
            .of_device_memory = true,
            .min_bits = ABI_MIN_UNTYPED_BITS,
            .methods = untyped_methods,
            .check = check_untyped,
        },
    [CAPABILITY_ENDPOINT] =
        {
            .name = "endpoint",
            .rights = ABI_RIGHTS_ALL,
            .counts = true,
            .badged = true,
            .bytes = sizeof(struct endpoint),
            .destroy = endpoint_destroy,
            .invoke = endpoint_invoke,
            .receive = endpoint_receive,
            .check_object = check_endpoint,
        },
    [CAPABILITY_NOTIFICATION] =
        {
            .name = "notification",
            .rights = ABI_RIGHT_READ | ABI_RIGHT_WRITE,
            .counts = true,
            .badged = true,
            .bytes = sizeof(struct notification),
            .destroy = notification_destroy,
            .invoke = notification_invoke,
            .receive = notification_receive,
            .check_object = check_notification,
        },
    SCHEDULE_TYPES,
    [CAPABILITY_CNODE] =
        {
            .name = "cnode",
            .counts = true,
            .min_bits = 1,
            .unit_bits = ABI_SLOT_BITS,
            .slot_at = cnode_slot_at,
            .methods = cnode_methods,
        },
    [CAPABILITY_THREAD] =
        {
            .name = "tcb",
            .counts = true,
            .bytes = sizeof(struct kernel_thread),
            .slot_at = tcb_slot_at,
            .destroy = tcb_destroy,
            .methods = tcb_methods,
            .check_object = check_thread,
        },
    [CAPABILITY_FRAME] =
        {
            .name = "frame",
            .rights = ABI_RIGHT_READ | ABI_RIGHT_WRITE,
            .counts = true,
            .derive = frame_derive,
            .leave = frame_leave,
            .of_device_memory = true,
            .bytes = sizeof(struct kernel_frame),
            .destroy = frame_die,
            .methods = frame_methods,
            .check = check_frame,
        },
    [CAPABILITY_PAGE_TABLE] = PAGING_TYPE("page-table", page_table_methods),
    [CAPABILITY_PAGE_DIRECTORY] = PAGING_TYPE("page-directory", page_directory_methods),
    [CAPABILITY_PDPT] = PAGING_TYPE("pdpt", pdpt_methods),
    [CAPABILITY_VSPACE] =
        {
            .name = PAGING_VSPACE_NAME,
            .counts = true,
            .derive = paging_derive,
            .leave = table_leave,
            .bytes = sizeof(struct kernel_vspace),
            .destroy = vspace_destroy,
            .methods = vspace_methods,
            .check_object = check_vspace,
        },
    [CAPABILITY_ASID_CONTROL] = {.name = "asid-control", .methods = asid_control_methods},
    [CAPABILITY_ASID_POOL] =
        {
            .name = "asid-pool",
            .counts = true,
            .bytes = sizeof(struct asid_pool),
            .destroy = asid_pool_destroy,
            .methods = asid_pool_methods,
        },
    [CAPABILITY_IRQ_CONTROL] =
        {
            .name = "irq-control",
            .derive = capability_derive_nothing,
            .methods = irq_control_methods,
        },
    [CAPABILITY_IRQ_HANDLER] =
        {
            .name = "irq-handler",
            .counts = true,
            .destroy = irq_destroy,
            .methods = irq_handler_methods,
        },
    ARCH_TYPES};

const struct object_type kernel_object_types[ABI_OBJECT_ALL] = {
    [ABI_OBJECT_UNTYPED] = {0, CAPABILITY_UNTYPED},
    [ABI_OBJECT_TCB] = {ABI_TCB_BITS, CAPABILITY_THREAD},
    [ABI_OBJECT_ENDPOINT] = {ABI_ENDPOINT_BITS, CAPABILITY_ENDPOINT},
    [ABI_OBJECT_NOTIFICATION] = {ABI_NOTIFICATION_BITS, CAPABILITY_NOTIFICATION},
    [ABI_OBJECT_CNODE] = {0, CAPABILITY_CNODE},
    [ABI_OBJECT_FRAME_4K] = {ABI_PAGE_BITS, CAPABILITY_FRAME},
    [ABI_OBJECT_FRAME_LARGE] = {ABI_LARGE_PAGE_BITS, CAPABILITY_FRAME},
    PAGING_OBJECT_TYPES,
    [ABI_OBJECT_ASID_POOL] = {ABI_ASID_POOL_BITS, CAPABILITY_ASID_POOL},
    SCHEDULE_OBJECT_TYPES};
