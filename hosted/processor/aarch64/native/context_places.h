/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * aarch64's own context: pc, sp, spsr, x0 to x8, x16 to x18, x29, x30, x9 to x15, x19 to x28, tpidr_el0.
 * Programs have no tpidrro_el0 on Linux.
 */
#pragma once

static const struct context_place places[] = {
    {0, CONTEXT_IP},
    {1, CONTEXT_SP},
    {2, CONTEXT_PSTATE},
    {3, 0},
    {4, 1},
    {5, 2},
    {6, 3},
    {7, 4},
    {8, 5},
    {9, 6},
    {10, 7},
    {11, 8},
    {12, 16},
    {13, 17},
    {14, 18},
    {15, 29},
    {16, 30},
    {17, 9},
    {18, 10},
    {19, 11},
    {20, 12},
    {21, 13},
    {22, 14},
    {23, 15},
    {24, 19},
    {25, 20},
    {26, 21},
    {27, 22},
    {28, 23},
    {29, 24},
    {30, 25},
    {31, 26},
    {32, 27},
    {33, 28},
    {34, CONTEXT_TPIDR},
};

#define CONTEXT_SP_WORD 1
#define CONTEXT_ALIGN_SP(sp) (sp)
