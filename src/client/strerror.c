/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The client's return values, and reasons of refusals, in words.
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

static const char *const reasons[] = {
    [Reason_UNTOLD] = "no reason was given",
    [Reason_BAD_REQUEST] = "the request cannot be granted by anybody",
    [Reason_NOT_SERVED] = "not a client of this server, or about to be released",
    [Reason_NOT_PERMITTED] = "the client's limits do not allow it",
    [Reason_NOT_SUPPORTED] = "the architecture or the parent does not have it",
    [Reason_IN_USE] = "somebody has it",
    [Reason_MEMORY_LIMIT] = "more bytes than the client may hold",
    [Reason_OBJECT_LIMIT] = "a larger object than the client may have",
    [Reason_LEASES_LIMIT] = "more leases than the client may hold",
    [Reason_NO_SLOT] = "the parent has no slot left",
    [Reason_NO_MEMORY] = "the parent has no such memory left",
    [Reason_NO_RECORD] = "the parent has no record left for a lease",
    [Reason_NOT_HELD] = "the client holds nothing with this cookie",
    [Reason_NO_MORE] = "nothing is left to list",
    [Reason_REFUSED] = "the parent's kernel refused",
};

const char *sel4rpc_strreason(Reason reason)
{
    return (size_t)reason < sizeof(reasons) / sizeof(reasons[0]) ? reasons[reason] : "unknown reason";
}
