/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Kernel calls as steps; see kernel_steps.h. A failing Revoke reports an empty slot. A Call never fails here:
 * refusing is the server's part.
 */
#include "test.h"

#include "kernel_steps.h"
#include "steps.h"

#include <sel4/sel4.h>

struct kernel_steps kernel_steps;
bool kernel_steps_are_armed;
int kernel_steps_error;

seL4_Error __real_seL4_Untyped_Retype(seL4_Untyped untyped, seL4_Word type, seL4_Word size_bits,
                                      seL4_CNode root, seL4_Word index, seL4_Word depth, seL4_Word offset,
                                      seL4_Word count);
seL4_Error __wrap_seL4_Untyped_Retype(seL4_Untyped untyped, seL4_Word type, seL4_Word size_bits,
                                      seL4_CNode root, seL4_Word index, seL4_Word depth, seL4_Word offset,
                                      seL4_Word count);
seL4_Error __real_seL4_CNode_Revoke(seL4_CNode root, seL4_Word index, seL4_Uint8 depth);
seL4_Error __wrap_seL4_CNode_Revoke(seL4_CNode root, seL4_Word index, seL4_Uint8 depth);

seL4_Error __wrap_seL4_Untyped_Retype(seL4_Untyped untyped, seL4_Word type, seL4_Word size_bits,
                                      seL4_CNode root, seL4_Word index, seL4_Word depth, seL4_Word offset,
                                      seL4_Word count)
{
    kernel_steps.retypes++;
    if (kernel_steps_are_armed && step_fails()) {
        return (seL4_Error)kernel_steps_error;
    }
    return __real_seL4_Untyped_Retype(untyped, type, size_bits, root, index, depth, offset, count);
}

seL4_Error __wrap_seL4_CNode_Revoke(seL4_CNode root, seL4_Word index, seL4_Uint8 depth)
{
    kernel_steps.revokes++;
    if (kernel_steps_are_armed && step_fails()) {
        return seL4_FailedLookup;
    }
    return __real_seL4_CNode_Revoke(root, index, depth);
}
