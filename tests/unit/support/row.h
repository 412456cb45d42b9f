/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Rows of tables: one check of one limit each.
 */
#pragma once

#include "registering.h"
#include "test.h"

#include <vspace/arch/page.h>

#define MOST_HELD 3

/* What else the client may have, what it already holds, and what it then asks for. */
struct row {
    const char *name;
    sel4rpc_limits_t limits;
    RpcMessage held[MOST_HELD];
    RpcMessage request;
    seL4_Error error;
};

#define RANGES(...)                                                                                          \
    {                                                                                                        \
        .ranges = (const sel4rpc_range_t[]){__VA_ARGS__},                                                    \
        .count = COUNT_OF(((const sel4rpc_range_t[]){__VA_ARGS__}))                                          \
    }
#define EVERY                                                                                                \
    {                                                                                                        \
        .all = true                                                                                          \
    }
#define ANY_AMOUNT .memory_bytes = SEL4RPC_UNLIMITED, .leases = SEL4RPC_UNLIMITED

#define MEMORY(...)                                                                                          \
    {                                                                                                        \
        .which_msg = RpcMessage_memory_tag, .msg.memory = { __VA_ARGS__ }                                    \
    }
#define UNTYPED(bits) MEMORY(.address = 1, .type = seL4_UntypedObject, .size_bits = (bits))
#define FRAME_AT(where) MEMORY(.address = (where), .type = seL4_ARCH_4KPage, .size_bits = 12)
#define DEVICE_FRAME MEMORY(.address = 1, .type = seL4_ARCH_4KPage, .size_bits = 12, .device = true)
#define IRQ(number)                                                                                          \
    {                                                                                                        \
        .which_msg = RpcMessage_irq_tag, .msg.irq = {                                                        \
            .which_type = IrqAllocMessage_simple_tag,                                                        \
            .type.simple.irq = (number)                                                                      \
        }                                                                                                    \
    }
#define MSI(number)                                                                                          \
    {                                                                                                        \
        .which_msg = RpcMessage_irq_tag, .msg.irq = {                                                        \
            .which_type = IrqAllocMessage_msi_tag,                                                           \
            .type.msi = {1, 2, 3, 0, (number)}                                                               \
        }                                                                                                    \
    }
#define PIN(number, line, with_vector)                                                                       \
    {                                                                                                        \
        .which_msg = RpcMessage_irq_tag, .msg.irq = {                                                        \
            .which_type = IrqAllocMessage_ioapic_tag,                                                        \
            .type.ioapic = {(number), (line), 1, 1, (with_vector)}                                           \
        }                                                                                                    \
    }
#define PORTS(first, last)                                                                                   \
    {                                                                                                        \
        .which_msg = RpcMessage_ioport_tag, .msg.ioport = {(first), (last) }                                 \
    }

/* Registers each row's client, grants it what it holds, and asks; then forgets the client. */
void assert_rows(struct served *served, const struct row *rows, size_t count);
#define ASSERT_ROWS(served, rows) assert_rows(served, rows, COUNT_OF(rows))
