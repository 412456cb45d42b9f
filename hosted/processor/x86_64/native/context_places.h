/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * x86_64's own context.
 */
#pragma once

static const struct context_place places[] = {
    {0, REG_RIP},  {1, REG_RSP},  {2, REG_EFL},  {3, REG_RAX},          {4, REG_RBX},
    {5, REG_RCX},  {6, REG_RDX},  {7, REG_RSI},  {8, REG_RDI},          {9, REG_RBP},
    {10, REG_R8},  {11, REG_R9},  {12, REG_R10}, {13, REG_R11},         {14, REG_R12},
    {15, REG_R13}, {16, REG_R14}, {17, REG_R15}, {18, CONTEXT_FS_BASE}, {19, CONTEXT_GS_BASE},
};

#define CONTEXT_SP_WORD 1
#define CONTEXT_ALIGN_SP(sp) (sp)
