/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Names of errors and faults.
 */
#include <sel4utils/strerror.h>

#include <sel4/sel4.h>
#include <utils/util.h>

static const char *const error_names[] = {
    [seL4_NoError] = "seL4_NoError",
    [seL4_InvalidArgument] = "seL4_InvalidArgument",
    [seL4_InvalidCapability] = "seL4_InvalidCapability",
    [seL4_IllegalOperation] = "seL4_IllegalOperation",
    [seL4_RangeError] = "seL4_RangeError",
    [seL4_AlignmentError] = "seL4_AlignmentError",
    [seL4_FailedLookup] = "seL4_FailedLookup",
    [seL4_TruncatedMessage] = "seL4_TruncatedMessage",
    [seL4_DeleteFirst] = "seL4_DeleteFirst",
    [seL4_RevokeFirst] = "seL4_RevokeFirst",
    [seL4_NotEnoughMemory] = "seL4_NotEnoughMemory",
};

static const char *const fault_names[] = {
    [seL4_Fault_NullFault] = "seL4_Fault_NullFault",
    [seL4_Fault_CapFault] = "seL4_Fault_CapFault",
    [seL4_Fault_UnknownSyscall] = "seL4_Fault_UnknownSyscall",
    [seL4_Fault_UserException] = "seL4_Fault_UserException",
#ifdef CONFIG_KERNEL_MCS
    [seL4_Fault_Timeout] = "seL4_Fault_Timeout",
#endif
    [seL4_Fault_VMFault] = "seL4_Fault_VMFault",
};

static const char *name_at(const char *const names[], size_t count, int number)
{
    const char *name = number >= 0 && (size_t)number < count ? names[number] : NULL;

    return name ? name : "unknown";
}

const char *sel4_strerror(int errcode)
{
    return name_at(error_names, ARRAY_SIZE(error_names), errcode);
}

const char *sel4_strfault(int errcode)
{
    return name_at(fault_names, ARRAY_SIZE(fault_names), errcode);
}

void sel4utils_report_error(int errcode, const char *file, const char *function, int line, const char *what)
{
    printf("%s: %s in %s at %s:%d\n", what, sel4_strerror(errcode), function, file, line);
}
