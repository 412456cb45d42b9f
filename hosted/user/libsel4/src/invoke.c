/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One invocation: a Call with a label, arguments and capabilities.
 *
 * All arguments go through the IPC buffer. The real stubs keep the first few in processor registers; a
 * program that relies on an untouched buffer would break there as soon as an argument is added.
 */
#include "user/libsel4/src/invoke.h"

seL4_Error sel4_invoke(seL4_CPtr service, enum abi_label label, struct arguments plain, struct arguments caps)
{
    seL4_MessageInfo_t info = seL4_MessageInfo_new((seL4_Word)label, 0, caps.count, plain.count);

    for (unsigned i = 0; i < plain.count; i++) {
        seL4_SetMR((int)i, plain.words[i]);
    }
    for (unsigned i = 0; i < caps.count; i++) {
        seL4_SetCap((int)i, caps.words[i]);
    }
    return (seL4_Error)seL4_MessageInfo_get_label(seL4_Call(service, info));
}
