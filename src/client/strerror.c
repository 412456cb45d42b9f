/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the return values of the client's calls mean, in words.
 */
#include <sel4rpc/client.h>

const char *sel4rpc_strerror(int error)
{
    switch (error) {
    case seL4_NoError:
        return "no error";
    case seL4_InvalidArgument:
        return "invalid argument";
    case seL4_InvalidCapability:
        return "invalid capability";
    case seL4_IllegalOperation:
        return "illegal operation";
    case seL4_RangeError:
        return "out of range";
    case seL4_AlignmentError:
        return "not aligned";
    case seL4_FailedLookup:
        return "failed lookup";
    case seL4_TruncatedMessage:
        return "truncated message";
    case seL4_DeleteFirst:
        return "slot is occupied, delete first";
    case seL4_RevokeFirst:
        return "in use, revoke first";
    case seL4_NotEnoughMemory:
        return "not enough memory";
    case SEL4RPC_BAD_ARGUMENT:
        return "bad argument, nothing was sent";
    case SEL4RPC_BAD_REQUEST:
        return "no such request, nothing was sent";
    case SEL4RPC_NOT_A_SERVER:
        return "the reply is not an RPC server's";
    case SEL4RPC_BAD_REPLY:
        return "the reply could not be read";
    case SEL4RPC_NO_CAPABILITY:
        return "the capability did not arrive, the grant was given back";
    case SEL4RPC_NOT_FREED:
        return "the capability did not arrive, and the grant could not be given back";
    case SEL4RPC_STRAY_CAPABILITY:
        return "a capability came that was not asked for, it was deleted";
    default:
        return "unknown error";
    }
}
