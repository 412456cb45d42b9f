/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * 32-bit x86's own context.
 */
#pragma once

static const struct context_place places[] = {
    {0, REG_EIP}, {1, REG_ESP}, {2, REG_EFL}, {3, REG_EAX}, {4, REG_EBX},
    {5, REG_ECX}, {6, REG_EDX}, {7, REG_ESI}, {8, REG_EDI}, {9, REG_EBP},
};

#define CONTEXT_SP_WORD 1
#define CONTEXT_ALIGN_SP(sp) (sp)
