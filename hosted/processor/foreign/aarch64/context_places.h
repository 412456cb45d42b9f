/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The context of hosted aarch64 on another processor: pc, sp, and x0 to x5.
 */
#pragma once

static const struct context_place places[] = {
    {0, CONTEXT_IP},         {1, CONTEXT_SP},         {3, CONTEXT_ARGUMENT_0}, {4, CONTEXT_ARGUMENT_1},
    {5, CONTEXT_ARGUMENT_2}, {6, CONTEXT_ARGUMENT_3}, {7, CONTEXT_ARGUMENT_4}, {8, CONTEXT_ARGUMENT_5},
};

#define CONTEXT_SP_WORD 1
#define CONTEXT_ALIGN_SP(sp) CONTEXT_ALIGN_FOREIGN_SP(sp)
