/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The registers of ia32.
 */
#pragma once

#include <sel4/simple_types.h>

typedef struct seL4_UserContext_ {
    seL4_Word eip, esp, eflags, eax, ebx, ecx, edx, esi, edi, ebp;
    seL4_Word fs_base, gs_base;
} seL4_UserContext;
