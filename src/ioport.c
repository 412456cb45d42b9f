/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * I/O ports: numbers of 16 bits, whatever the wire can carry.
 */
#include "arch.h"
#include "resource.h"

static seL4_Error check(const RpcMessage *request, const simple_t *simple)
{
    const IOPortMessage *ports = &request->msg.ioport;

    if (!sel4rpc_arch_has_ioports(simple)) {
        return seL4_IllegalOperation;
    }
    if (ports->start > UINT16_MAX || ports->end > UINT16_MAX) {
        return seL4_RangeError;
    }
    return ports->start > ports->end ? seL4_InvalidArgument : seL4_NoError;
}

static int obtain(const RpcMessage *request, simple_t *simple, cspacepath_t path)
{
    const IOPortMessage *ports = &request->msg.ioport;

    return (int)simple_get_IOPort_cap(simple, (uint16_t)ports->start, (uint16_t)ports->end, path.root,
                                      path.capPtr, path.capDepth);
}

const struct device_resource sel4rpc_ioport_resource = {check, obtain};
