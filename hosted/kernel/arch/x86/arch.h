/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What only x86 has: I/O ports.
 */
#pragma once

#include "kernel/capability/invoke.h"

extern const struct method io_port_control_methods[];
extern const struct method io_port_methods[];
void io_port_leave(struct kernel *kernel, struct slot *slot);

#define arch_register_bytes(frame) ((void)(frame), 0u)
#define arch_execute(kernel, thread) ((void)(kernel), (void)(thread), false)

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
        .leave = io_port_leave,                                                                              \
        .methods = io_port_methods,                                                                          \
        .check = check_io_port,                                                                              \
    },
