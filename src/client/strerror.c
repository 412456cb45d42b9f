/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The client's return values in words.
 */
#include <sel4rpc/client.h>

enum { OFFSET = -SEL4RPC_NOT_FREED }; /* of the lowest error */

static const char *const phrases[] = {
    [seL4_NoError + OFFSET] = "no error",
    [seL4_InvalidArgument + OFFSET] = "invalid argument",
    [seL4_InvalidCapability + OFFSET] = "invalid capability",
    [seL4_IllegalOperation + OFFSET] = "illegal operation",
    [seL4_RangeError + OFFSET] = "out of range",
    [seL4_AlignmentError + OFFSET] = "not aligned",
    [seL4_FailedLookup + OFFSET] = "failed lookup",
    [seL4_TruncatedMessage + OFFSET] = "truncated message",
    [seL4_DeleteFirst + OFFSET] = "slot is occupied, delete first",
    [seL4_RevokeFirst + OFFSET] = "in use, revoke first",
    [seL4_NotEnoughMemory + OFFSET] = "not enough memory",
    [SEL4RPC_BAD_ARGUMENT + OFFSET] = "bad argument, nothing was sent",
    [SEL4RPC_BAD_REQUEST + OFFSET] = "no such request, nothing was sent",
    [SEL4RPC_NOT_A_SERVER + OFFSET] = "the reply is not from an RPC server",
    [SEL4RPC_BAD_REPLY + OFFSET] = "the reply could not be read",
    [SEL4RPC_NO_CAPABILITY + OFFSET] = "the capability did not arrive, the grant was freed",
    [SEL4RPC_NOT_FREED + OFFSET] = "the capability did not arrive, and the grant could not be freed",
    [SEL4RPC_STRAY_CAPABILITY + OFFSET] = "a capability came that was not asked for, it was deleted",
};

const char *sel4rpc_strerror(int error)
{
    bool known = error >= -OFFSET && error <= seL4_NotEnoughMemory;

    return known ? phrases[error + OFFSET] : "unknown error";
}
