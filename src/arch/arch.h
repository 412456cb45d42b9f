/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What differs between architectures: one folder in arch/ has each of these, and the build chooses it. What
 * an architecture lacks, its file refuses with seL4_IllegalOperation.
 */
#pragma once

#include <rpc.pb.h>
#include <sel4/sel4.h>
#include <simple/simple.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One object type: a fixed size, or sizes from `bits` to `max_bits` as the size_bits of Retype. */
struct object_type {
    uint8_t bits;
    uint8_t max_bits;  /* 0 for a type that this kernel does not have */
    uint8_t unit_bits; /* log2 of the bytes that size_bits counts: 0 for bytes */
    bool device;       /* can stand in device memory */
    bool grantable;    /* its capability can be sent: seL4 copies no paging structure that is not mapped */
};

/* The types by their numbers: those that all architectures have, and the architecture's own. */
extern const struct object_type srpc_object_types[];
extern const size_t srpc_object_type_count;

/* Rows of that table. */
#define FIXED_SIZE(bits, device, grantable)                                                                  \
    {                                                                                                        \
        bits, bits, 0, device, grantable                                                                     \
    }
#define COMMON_OBJECT_TYPES                                                                                  \
    [seL4_UntypedObject] = {seL4_MinUntypedBits, seL4_MaxUntypedBits, 0, true, true},                        \
    [seL4_TCBObject] = FIXED_SIZE(seL4_TCBBits, false, true),                                                \
    [seL4_EndpointObject] = FIXED_SIZE(seL4_EndpointBits, false, true),                                      \
    [seL4_NotificationObject] = FIXED_SIZE(seL4_NotificationBits, false, true),                              \
    [seL4_CapTableObject] = {1, seL4_MaxUntypedBits - seL4_SlotBits, seL4_SlotBits, false, true}
#ifdef CONFIG_KERNEL_MCS
#define KERNEL_OBJECT_TYPES                                                                                  \
    COMMON_OBJECT_TYPES,                                                                                     \
        [seL4_SchedContextObject] = {seL4_MinSchedContextBits, seL4_MaxUntypedBits, 0, false, true},         \
        [seL4_ReplyObject] = FIXED_SIZE(seL4_ReplyBits, false, true)
#else
#define KERNEL_OBJECT_TYPES COMMON_OBJECT_TYPES
#endif

/* The checks of interrupt requests that not all architectures have, at full width; they call nothing. */
seL4_Error srpc_arch_irq_trigger_check(const IrqAllocMessageSimple *request, const simple_t *simple);
seL4_Error srpc_arch_irq_msi_check(const IrqAllocMessagex86_MSI *request, const simple_t *simple);
seL4_Error srpc_arch_irq_ioapic_check(const IrqAllocMessagex86_IOAPIC *request, const simple_t *simple);
/* Obtains the handler that one of them passed. Returns what the simple returned. */
int srpc_arch_irq_obtain(const IrqAllocMessage *request, simple_t *simple, cspacepath_t path);

/* Whether the architecture, and this simple, have I/O ports. */
bool srpc_arch_has_ioports(const simple_t *simple);

/* The largest interrupt number that any kernel on any of the architectures takes: beyond it no simple is
 * asked. The kernel refuses those between what the platform has and this. */
#define ARCH_MAX_IRQ 1023
