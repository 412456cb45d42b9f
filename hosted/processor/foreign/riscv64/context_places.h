/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The context of hosted riscv64 on another processor: pc, sp, and a0 to a5.
 */
#pragma once

static const struct context_place places[] = {
    {0, CONTEXT_IP},          {2, CONTEXT_SP},          {16, CONTEXT_ARGUMENT_0}, {17, CONTEXT_ARGUMENT_1},
    {18, CONTEXT_ARGUMENT_2}, {19, CONTEXT_ARGUMENT_3}, {20, CONTEXT_ARGUMENT_4}, {21, CONTEXT_ARGUMENT_5},
};

#define CONTEXT_SP_WORD 2
#define CONTEXT_ALIGN_SP(sp) CONTEXT_ALIGN_FOREIGN_SP(sp)
