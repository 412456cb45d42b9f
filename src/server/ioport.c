/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * I/O ports: 16-bit numbers, although the wire has 32 bits. The kernel refuses ports that are issued already.
 */
#include "arch/arch.h"
#include "server/resource.h"

static seL4_Error describe(sel4rpc_server_env_t *env, const RpcMessage *request, struct claim *claim)
{
    const IOPortMessage *ports = &request->msg.ioport;

    if (env->simple == NULL || !srpc_arch_has_ioports(env->simple)) {
        return seL4_IllegalOperation;
    }
    if (ports->start > UINT16_MAX || ports->end > UINT16_MAX) {
        return seL4_RangeError;
    }
    *claim = (struct claim){
        .kind = LeaseKind_IOPORT, .first = ports->start, .last = ports->end, .parking = PARKED_BY_NUMBERS};
    return ports->start > ports->end ? seL4_InvalidArgument : seL4_NoError;
}

static seL4_Error obtain(sel4rpc_server_env_t *env, const RpcMessage *request, struct claim *claim,
                         const cspacepath_t *path, sel4rpc_lease_t *lease)
{
    (void)request;
    (void)lease;
    return srpc_error_from((int)simple_get_IOPort_cap(env->simple, (uint16_t)claim->first,
                                                      (uint16_t)claim->last, path->root, path->capPtr,
                                                      path->capDepth));
}

const struct resource srpc_ioport_resource = {describe, obtain, NULL, NULL};
