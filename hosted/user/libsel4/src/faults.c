/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Faults: from the message registers to one structure.
 */
#include <sel4/faults.h>

static const unsigned char lengths[] = {
    [seL4_Fault_CapFault] = seL4_CapFault_GuardMismatch_BitsFound + 1,
    [seL4_Fault_UnknownSyscall] = seL4_UnknownSyscall_Length,
    [seL4_Fault_UserException] = seL4_UserException_Length,
#ifdef CONFIG_KERNEL_MCS
    [seL4_Fault_Timeout] = seL4_Timeout_Length,
#endif
    [seL4_Fault_VMFault] = seL4_VMFault_Length,
};

static unsigned fault_registers(seL4_Word type)
{
    return type < sizeof(lengths) ? lengths[type] : 0;
}

seL4_Fault_t seL4_getFault(seL4_MessageInfo_t tag)
{
    seL4_Fault_t fault = {.type = seL4_Fault_NullFault};
    unsigned count = fault_registers(seL4_MessageInfo_get_label(tag));

    if (count > 0) {
        fault.type = seL4_MessageInfo_get_label(tag);
    }
    for (unsigned i = 0; i < count && i < seL4_MessageInfo_get_length(tag); i++) {
        fault.words[i] = seL4_GetMR((int)i);
    }
    return fault;
}
