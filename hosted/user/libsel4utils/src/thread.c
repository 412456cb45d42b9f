/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a fault message says, in words.
 */
#include <sel4utils/thread.h>

#include <stdio.h>

#include <sel4utils/strerror.h>

void sel4utils_print_fault_message(seL4_MessageInfo_t tag, const char *name)
{
    seL4_Word type = seL4_MessageInfo_get_label(tag);

    printf("%s: %s", name, sel4_strfault((int)type));
    for (seL4_Word i = 0; i < seL4_MessageInfo_get_length(tag); i++) {
        printf(" 0x%lx", (unsigned long)seL4_GetMR((int)i));
    }
    printf("\n");
}
