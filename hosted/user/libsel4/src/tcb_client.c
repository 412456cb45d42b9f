/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of threads.
 */
#include <string.h>

#include "user/libsel4/src/invoke.h"

seL4_Error seL4_TCB_SetIPCBuffer(seL4_TCB service, seL4_Word buffer, seL4_CPtr bufferFrame)
{
    return sel4_invoke(service, ABI_TCB_SET_IPC_BUFFER, ARGUMENTS(buffer), ARGUMENTS(bufferFrame));
}

seL4_Error seL4_TCB_SetPriority(seL4_TCB service, seL4_TCB authority, seL4_Word priority)
{
    return sel4_invoke(service, ABI_TCB_SET_PRIORITY, ARGUMENTS(priority), ARGUMENTS(authority));
}

seL4_Error seL4_TCB_SetMCPriority(seL4_TCB service, seL4_TCB authority, seL4_Word mcp)
{
    return sel4_invoke(service, ABI_TCB_SET_MCPRIORITY, ARGUMENTS(mcp), ARGUMENTS(authority));
}

seL4_Error seL4_TCB_Suspend(seL4_TCB service)
{
    return sel4_invoke(service, ABI_TCB_SUSPEND, NO_ARGUMENTS, NO_ARGUMENTS);
}

seL4_Error seL4_TCB_Resume(seL4_TCB service)
{
    return sel4_invoke(service, ABI_TCB_RESUME, NO_ARGUMENTS, NO_ARGUMENTS);
}

seL4_Error seL4_TCB_BindNotification(seL4_TCB service, seL4_CPtr notification)
{
    return sel4_invoke(service, ABI_TCB_BIND_NOTIFICATION, NO_ARGUMENTS, ARGUMENTS(notification));
}

seL4_Error seL4_TCB_UnbindNotification(seL4_TCB service)
{
    return sel4_invoke(service, ABI_TCB_UNBIND_NOTIFICATION, NO_ARGUMENTS, NO_ARGUMENTS);
}

seL4_Error hosted_tcb_set_image(seL4_TCB service, const char *strings, seL4_Word bytes)
{
    seL4_Word words[seL4_MsgMaxLength] = {bytes};
    seL4_Word used = 1 + (bytes + sizeof(seL4_Word) - 1) / sizeof(seL4_Word);

    if (bytes > sizeof(words) - sizeof(words[0])) {
        return seL4_InvalidArgument;
    }
    memcpy(&words[1], strings, bytes);
    return sel4_invoke(service, ABI_TCB_SET_IMAGE, (struct arguments){words, (unsigned)used}, NO_ARGUMENTS);
}
