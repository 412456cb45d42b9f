/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The context of hosted x86_64 on another processor: rip, rsp, and rdi, rsi, rdx, rcx, r8, r9.
 */
#pragma once

static const struct context_place places[] = {
    {0, CONTEXT_IP},         {1, CONTEXT_SP},         {8, CONTEXT_ARGUMENT_0},  {7, CONTEXT_ARGUMENT_1},
    {6, CONTEXT_ARGUMENT_2}, {5, CONTEXT_ARGUMENT_3}, {10, CONTEXT_ARGUMENT_4}, {11, CONTEXT_ARGUMENT_5},
};

#define CONTEXT_SP_WORD 1
#define CONTEXT_ALIGN_SP(sp) CONTEXT_ALIGN_FOREIGN_SP(sp)
