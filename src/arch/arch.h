/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What differs between architectures. The build chooses one implementation of each. A file refuses what its
 * architecture lacks with seL4_IllegalOperation.
 */
#pragma once

#include <sel4rpc/lease.h>
#include <simple/simple.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An object type, of one size or of sizes from `bits` to `max_bits`, in the units of Retype's size_bits. */
struct object_type {
    uint8_t bits;
    uint8_t max_bits;  /* 0: this kernel does not have the type */
    uint8_t unit_bits; /* log2 of the bytes in a unit */
    bool device;       /* may be in device memory */
    bool grantable;    /* its capability can be sent; seL4 does not copy unmapped paging structures */
};

/* The types by number: those of all architectures, and the architecture's own. */
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

/* Checks, at full width, an interrupt request that not all architectures have: anything but a plain number.
 */
seL4_Error srpc_arch_irq_check(const IrqAllocMessage *request, const simple_t *simple);
/* Obtains a handler after that check. Returns what the simple returned. */
int srpc_arch_irq_obtain(const IrqAllocMessage *request, simple_t *simple, cspacepath_t path);

/*
 * Numbers of different kinds can be the same thing: a lease of one takes the other away. Tells which numbers
 * of `other` a range of `kind` is: itself if the kinds are equal. Returns the count of ranges, at most this.
 */
#define SRPC_ARCH_SAME_MAX 2
size_t srpc_arch_same_numbers(LeaseKind kind, const sel4rpc_range_t *range, LeaseKind other,
                              sel4rpc_range_t *same);

/* Of Arm and RISC-V: the cores that an interrupt can be sent to; 1 if there is no choice. */
extern const unsigned srpc_target_cores;

/* Whether the architecture and this simple have I/O ports. */
bool srpc_arch_has_ioports(const simple_t *simple);

/* The largest interrupt number of any kernel on any of the architectures. The kernel itself refuses smaller
 * numbers that the platform does not have. */
#define ARCH_MAX_IRQ 1023
