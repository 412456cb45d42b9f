/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What only x86 has: the IOAPIC and message-signalled interrupts, and I/O ports.
 */
#pragma once

#include "kernel/capability/invoke.h"

/* The methods of these types of capabilities on x86. */
extern const struct method frame_methods[];
extern const struct method vspace_methods[];
extern const struct method irq_control_methods[];
extern const struct method io_port_control_methods[];
extern const struct method io_port_methods[];

/* What DebugCapIdentify says of each type. */
extern const uint8_t capability_numbers[CAPABILITY_TYPE_COUNT];

abi_word irq_control_get_ioapic(struct invocation *invocation);
abi_word irq_control_get_msi(struct invocation *invocation);
abi_word io_port_control_issue(struct invocation *invocation);
abi_word io_port_in(struct invocation *invocation);
abi_word io_port_out(struct invocation *invocation);

/* Executes a system call that only some architectures have; false: this one has not. */
bool arch_execute(struct kernel *kernel, struct kernel_thread *thread);

/* Rows of the table of types that only this architecture has. */
#define ARCH_TYPES                                                                                           \
    [CAPABILITY_IO_PORT_CONTROL] =                                                                           \
        {                                                                                                    \
            .name = "io-port-control",                                                                       \
            .derive = capability_derive_nothing,                                                             \
            .methods = io_port_control_methods,                                                              \
    },                                                                                                       \
    [CAPABILITY_IO_PORT] = {                                                                                 \
        .name = "io-port",                                                                                   \
        .enter = io_port_enter,                                                                              \
        .leave = io_port_leave,                                                                              \
        .methods = io_port_methods,                                                                          \
        .check = check_io_port,                                                                              \
    },

/* A port capability has entered a slot, or is about to leave it. */
void io_port_enter(struct kernel *kernel, struct slot *slot);
void io_port_leave(struct kernel *kernel, struct slot *slot);
