/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * riscv64: object types, sizes, lengths of messages, and the paging structures (see memory/vspace.h).
 */
#pragma once

/* In the order of their numbers. */
#define ABI_ARCH_OBJECTS                                                                                     \
    ABI_OBJECT_FRAME_HUGE, ABI_OBJECT_FRAME_4K, ABI_OBJECT_FRAME_LARGE, ABI_OBJECT_PAGE_TABLE
#define ABI_OBJECT_VSPACE ABI_OBJECT_PAGE_TABLE

#define ABI_LARGE_PAGE_BITS 21
#define ABI_HUGE_PAGE_BITS 30
#define ABI_TABLE_LEVELS 3 /* all of page tables; the highest is the VSpace */
#define ABI_TABLE_INDEX_BITS 9
#define ABI_ASID_POOLS_BITS 7
#define ABI_ASID_POOL_INDEX_BITS 9
#define ABI_MAX_UNTYPED_BITS 38
#define ABI_USER_TOP 0x0000003ffffff000UL /* the first address that is not the user's */

/* ip, sp, ra, a0 to a6, and the number. */
#define ABI_UNKNOWN_SYSCALL_LENGTH 11
#define ABI_USER_EXCEPTION_LENGTH 4

/* A context is a seL4_UserContext: pc, ra, sp, gp, s0 to s11, a0 to a7, t0 to t6, tp. Then: how many of its
 * words are "frame" registers, and where the words of fault messages are in it. */
#define ABI_CONTEXT_WORDS 32
#define ABI_CONTEXT_FRAME_WORDS 16
#define ABI_CONTEXT_IP 0
#define ABI_CONTEXT_SP 2
#define ABI_CONTEXT_TLS_FIRST 31 /* from here on: where thread-local variables are */
#define ABI_CONTEXT_TLS 31       /* of these, the one that TCB_SetTLSBase sets */
#define ABI_USER_EXCEPTION_REGISTERS 0, 2
#define ABI_UNKNOWN_SYSCALL_REGISTERS 0, 2, 1, 16, 17, 18, 19, 20, 21, 22
/* What a VM fault says where nothing is mapped at the instruction: whether it is one of an instruction, and
 * its status. */
#define ABI_FETCH_FAULT_FLAG 1
#define ABI_FETCH_FAULT_STATUS 12

#define ABI_IRQ_FIRST 1
#define ABI_IRQ_LINES 97 /* the last is 96 */

/* Pages of devices' registers, and the bytes of a register: the serial port's, the timer's. */
#define ABI_REGISTERS                                                                                        \
    {0x10000000, 1},                                                                                         \
    {                                                                                                        \
        0x101000, 4                                                                                          \
    }

/* For the kernel: paging structures, the lowest first, and the numbers that DebugCapIdentify gives. */
#define PAGING_KINDS CAPABILITY_VSPACE, CAPABILITY_VSPACE, CAPABILITY_VSPACE
#define PAGING_OBJECTS ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_PAGE_TABLE
#define PAGING_LOOKUP_ENDS(level) 0u
#define PAGING_VSPACE_NAME "page-table"

#define PAGING_OBJECT_TYPES                                                                                  \
    [ABI_OBJECT_PAGE_TABLE] = {ABI_PAGE_BITS, CAPABILITY_VSPACE}, [ABI_OBJECT_FRAME_HUGE] = {                \
                                                                      ABI_HUGE_PAGE_BITS, CAPABILITY_FRAME}

#define PAGING_IMAGE_VADDR 0x400000UL

#define CAPABILITY_NUMBERS                                                                                   \
    [CAPABILITY_IRQ_HANDLER] = 16, [CAPABILITY_VSPACE] = 3, [CAPABILITY_ASID_CONTROL] = 11,                  \
    [CAPABILITY_ASID_POOL] = 13
