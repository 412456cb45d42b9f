/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Messages and their bytes on the wire, worked out by hand from the protocol's field numbers. They never
 * change: peers built years ago send and expect them.
 */
#pragma once

#include <rpc.pb.h>
#include <stddef.h>
#include <stdint.h>

struct golden {
    const char *name;
    RpcMessage message;
    uint8_t count; /* number of bytes */
    uint8_t bytes[32];
};

extern const struct golden golden_messages[];
extern const size_t golden_count;
