/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The client's return values in words.
 */
#include <sel4rpc/client.h>

#define LOWEST SEL4RPC_NOT_FREED

static const char *const phrases[] = {
    [seL4_NoError - LOWEST] = "no error",
    [seL4_InvalidArgument - LOWEST] = "invalid argument",
    [seL4_InvalidCapability - LOWEST] = "invalid capability",
    [seL4_IllegalOperation - LOWEST] = "illegal operation",
    [seL4_RangeError - LOWEST] = "out of range",
    [seL4_AlignmentError - LOWEST] = "not aligned",
    [seL4_FailedLookup - LOWEST] = "failed lookup",
    [seL4_TruncatedMessage - LOWEST] = "truncated message",
    [seL4_DeleteFirst - LOWEST] = "slot is occupied, delete first",
    [seL4_RevokeFirst - LOWEST] = "in use, revoke first",
    [seL4_NotEnoughMemory - LOWEST] = "not enough memory",
    [SEL4RPC_BAD_ARGUMENT - LOWEST] = "bad argument, nothing was sent",
    [SEL4RPC_BAD_REQUEST - LOWEST] = "no such request, nothing was sent",
    [SEL4RPC_NOT_A_SERVER - LOWEST] = "the reply is not from an RPC server",
    [SEL4RPC_BAD_REPLY - LOWEST] = "the reply could not be read",
    [SEL4RPC_NO_CAPABILITY - LOWEST] = "the capability did not arrive, the grant was freed",
    [SEL4RPC_NOT_FREED - LOWEST] = "the capability did not arrive, and the grant could not be freed",
    [SEL4RPC_STRAY_CAPABILITY - LOWEST] = "a capability came that was not asked for, it was deleted",
};

const char *sel4rpc_strerror(int error)
{
    bool known = error >= LOWEST && error <= seL4_NotEnoughMemory;

    return known ? phrases[error - LOWEST] : "unknown error";
}
