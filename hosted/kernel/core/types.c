/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The table of types.
 */
#include "kernel/capability/type.h"

#include "arch.h"
#include "kernel/capability/capability.h"
#include "kernel/capability/cnode.h"
#include "kernel/capability/object.h"
#include "kernel/check/check.h"
#include "kernel/interrupt/irq.h"
#include "kernel/memory/asid.h"
#include "kernel/memory/frame.h"
#include "kernel/memory/table.h"
#include "kernel/memory/untyped.h"
#include "kernel/thread/ipc.h"
#include "kernel/thread/tcb.h"
#include "schedule_types.h"

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
static const struct method untyped_methods[] = {
    {ABI_UNTYPED_RETYPE, 6, 1, untyped_retype},
    {0},
};

static const struct method cnode_methods[] = {
    {ABI_CNODE_REVOKE, 2, 0, cnode_revoke},
    {ABI_CNODE_DELETE, 2, 0, cnode_delete},
    /* These need more, but look for the destination first. */
    {ABI_CNODE_COPY, 2, 0, cnode_copy},
    {ABI_CNODE_MINT, 2, 0, cnode_mint},
    {ABI_CNODE_MOVE, 2, 0, cnode_move},
    {ABI_CNODE_MUTATE, 2, 0, cnode_mutate},
    {ABI_CNODE_ROTATE, 2, 0, cnode_rotate},
    {ABI_CNODE_CANCEL_BADGED_SENDS, 2, 0, cnode_cancel_badged_sends},
    SCHEDULE_CNODE_METHODS,
};

static const struct method tcb_methods[] = {
    {ABI_TCB_SET_IPC_BUFFER, 1, 1, tcb_set_ipc_buffer},
    {ABI_TCB_SET_PRIORITY, 1, 1, tcb_set_priority},
    {ABI_TCB_SET_MCPRIORITY, 1, 1, tcb_set_mcpriority},
    {ABI_TCB_SUSPEND, 0, 0, tcb_suspend},
    {ABI_TCB_RESUME, 0, 0, tcb_resume},
    {ABI_TCB_BIND_NOTIFICATION, 0, 1, tcb_bind_notification},
    {ABI_TCB_UNBIND_NOTIFICATION, 0, 0, tcb_unbind_notification},
    {ABI_TCB_SET_IMAGE, 1, 0, tcb_set_image},
    SCHEDULE_TCB_METHODS,
};

static const struct method page_table_methods[] = {
    {ABI_PAGE_TABLE_MAP, 2, 1, table_map},
    {ABI_PAGE_TABLE_UNMAP, 0, 0, table_unmap},
    {0},
};

static const struct method page_directory_methods[] = {
    {ABI_PAGE_DIRECTORY_MAP, 2, 1, table_map},
    {ABI_PAGE_DIRECTORY_UNMAP, 0, 0, table_unmap},
    {0},
};

static const struct method pdpt_methods[] = {
    {ABI_PDPT_MAP, 2, 1, table_map},
    {ABI_PDPT_UNMAP, 0, 0, table_unmap},
    {0},
};

static const struct method asid_control_methods[] = {
    {ABI_ASID_CONTROL_MAKE_POOL, 2, 2, asid_control_make_pool},
    {0},
};

static const struct method asid_pool_methods[] = {
    {ABI_ASID_POOL_ASSIGN, 0, 1, asid_pool_assign},
    {0},
};

static const struct method irq_handler_methods[] = {
    {ABI_IRQ_HANDLER_ACK, 0, 0, irq_handler_ack},
    {ABI_IRQ_HANDLER_SET_NOTIFICATION, 0, 1, irq_handler_set_notification},
    {ABI_IRQ_HANDLER_CLEAR, 0, 0, irq_handler_clear},
    {0},
};

const struct type kernel_types[CAPABILITY_TYPE_COUNT] = {
    [CAPABILITY_NULL] = {.name = "null", .invoke = invocation_refuse},
    [CAPABILITY_UNTYPED] =
        {
            .name = "untyped",
            .derive = untyped_derive,
            .is_original = untyped_is_original,
            .enter = untyped_enter,
            .leave = untyped_leave,
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
            .set_data = capability_set_badge,
            .is_original = capability_has_new_badge,
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
            .set_data = capability_set_badge,
            .is_original = capability_has_new_badge,
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
            .set_data = cnode_set_guard,
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
            .leave = frame_unmap,
            .of_device_memory = true,
            .bytes = sizeof(struct kernel_frame),
            .destroy = frame_destroy,
            .methods = frame_methods,
            .check = check_frame,
        },
    [CAPABILITY_PAGE_TABLE] =
        {
            .name = "page-table",
            .counts = true,
            .derive = paging_derive,
            .leave = table_leave,
            .bytes = sizeof(struct table),
            .methods = page_table_methods,
        },
    [CAPABILITY_PAGE_DIRECTORY] =
        {
            .name = "page-directory",
            .counts = true,
            .derive = paging_derive,
            .leave = table_leave,
            .bytes = sizeof(struct table),
            .methods = page_directory_methods,
        },
    [CAPABILITY_PDPT] =
        {
            .name = "pdpt",
            .counts = true,
            .derive = paging_derive,
            .leave = table_leave,
            .bytes = sizeof(struct table),
            .methods = pdpt_methods,
        },
    [CAPABILITY_VSPACE] =
        {
            .name = PAGING_VSPACE_NAME,
            .counts = true,
            .derive = paging_derive,
            .enter = vspace_enter,
            .leave = table_leave,
            .bytes = sizeof(struct kernel_vspace),
            .destroy = vspace_destroy,
            .methods = vspace_methods,
            .check_object = check_vspace,
        },
    [CAPABILITY_ASID_CONTROL] =
        {
            .name = "asid-control",
            .methods = asid_control_methods,
        },
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
