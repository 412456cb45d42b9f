/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Slots of the server's CSpace, and errors from elsewhere.
 */
#include "server/resource.h"

#include <utils/util.h>
#include <vka/capops.h>

/* What the kernel answered, told once where it refuses. */
static seL4_Error checked(const cspacepath_t *path, const char *what, int error)
{
    if (error != seL4_NoError) {
        ZF_LOGE("the kernel does not %s slot %lu (%d), what is in it stays", what,
                (unsigned long)path->capPtr, error);
    }
    return sel4rpc_error_from(error);
}

seL4_Error sel4rpc_slot_revoke(const cspacepath_t *path)
{
    return checked(path, "revoke", vka_cnode_revoke(path));
}

seL4_Error sel4rpc_slot_delete(const cspacepath_t *path)
{
    return checked(path, "delete", vka_cnode_delete(path));
}

seL4_Error sel4rpc_error_from(int number)
{
    bool known = number >= seL4_NoError && number <= seL4_NotEnoughMemory;

    return known ? (seL4_Error)number : seL4_IllegalOperation;
}
