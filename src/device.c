/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What comes from the simple: a capability obtained in a slot of the server's, to be handed over whole.
 */
#include "resource.h"

seL4_Error sel4rpc_device_obtain(sel4rpc_server_env_t *env, const struct device_resource *resource,
                                 const RpcMessage *request, seL4_CPtr *slot)
{
    cspacepath_t path;
    seL4_Error error = env->simple == NULL ? seL4_IllegalOperation : resource->check(request, env->simple);

    if (error != seL4_NoError) {
        return error;
    }
    error = sel4rpc_slot_take(env->vka, &path);
    if (error != seL4_NoError) {
        return error;
    }
    error = sel4rpc_error_from(resource->obtain(request, env->simple, path));
    if (error != seL4_NoError) {
        vka_cspace_free(env->vka, path.capPtr);
        return error;
    }
    *slot = path.capPtr;
    return seL4_NoError;
}
