/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * aarch64: object types, sizes, lengths of messages, and the paging structures (see memory/vspace.h).
 */
#pragma once

/* In the order of their numbers. */
#define ABI_ARCH_OBJECTS                                                                                     \
    ABI_OBJECT_FRAME_HUGE, ABI_OBJECT_VSPACE, ABI_OBJECT_FRAME_4K, ABI_OBJECT_FRAME_LARGE,                   \
        ABI_OBJECT_PAGE_TABLE

#define ABI_LARGE_PAGE_BITS 21
#define ABI_HUGE_PAGE_BITS 30
#define ABI_TABLE_LEVELS 4 /* three of page tables, and the VSpace */
#define ABI_TABLE_INDEX_BITS 9
#define ABI_ASID_POOLS_BITS 7
#define ABI_ASID_POOL_INDEX_BITS 9
#define ABI_MAX_UNTYPED_BITS 47
#define ABI_USER_TOP 0x0000800000000000UL /* the first address that is not the user's */

/* x0 to x7, then ip, sp, lr, spsr and the number. */
#define ABI_UNKNOWN_SYSCALL_LENGTH 13
#define ABI_USER_EXCEPTION_LENGTH 5

/* A context is a seL4_UserContext: pc, sp, spsr, x0 to x8, x16 to x18, x29, x30, x9 to x15, x19 to x28,
 * tpidr_el0, tpidrro_el0. Then: how many of its words are "frame" registers, and where the words of fault
 * messages are in it. */
#define ABI_CONTEXT_WORDS 36
#define ABI_CONTEXT_FRAME_WORDS 17
#define ABI_CONTEXT_IP 0
#define ABI_CONTEXT_SP 1
#define ABI_CONTEXT_TLS_FIRST 34 /* from here on: where thread-local variables are */
#define ABI_CONTEXT_TLS 34       /* of these, the one that TCB_SetTLSBase sets */
#define ABI_USER_EXCEPTION_REGISTERS 0, 1, 2
#define ABI_UNKNOWN_SYSCALL_REGISTERS 3, 4, 5, 6, 7, 8, 9, 10, 0, 1, 16, 2
/* What a VM fault says where nothing is mapped at the instruction: whether it is one of an instruction, and
 * its status. */
#define ABI_FETCH_FAULT_FLAG 1
#define ABI_FETCH_FAULT_STATUS 0x82000006

#define ABI_IRQ_FIRST 0
#define ABI_IRQ_LINES 160

/* Pages of devices' registers, and the bytes of a register: the serial port's, the timer's. */
#define ABI_REGISTERS                                                                                        \
    {0x9000000, 4},                                                                                          \
    {                                                                                                        \
        0x9010000, 4                                                                                         \
    }

/* For the kernel: paging structures, the lowest first, and the numbers that DebugCapIdentify gives. */
#define PAGING_KINDS CAPABILITY_PAGE_TABLE, CAPABILITY_PAGE_TABLE, CAPABILITY_PAGE_TABLE, CAPABILITY_VSPACE
#define PAGING_OBJECTS ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_VSPACE
#define PAGING_LOOKUP_ENDS(level) 0u
#define PAGING_VSPACE_NAME "vspace"

#define PAGING_OBJECT_TYPES                                                                                  \
    [ABI_OBJECT_PAGE_TABLE] = {ABI_PAGE_BITS, CAPABILITY_PAGE_TABLE},                                        \
    [ABI_OBJECT_VSPACE] = {ABI_PAGE_BITS, CAPABILITY_VSPACE},                                                \
    [ABI_OBJECT_FRAME_HUGE] = {ABI_HUGE_PAGE_BITS, CAPABILITY_FRAME}

#define PAGING_IMAGE_VADDR 0x400000UL

#define CAPABILITY_NUMBERS                                                                                   \
    [CAPABILITY_IRQ_HANDLER] = 16, [CAPABILITY_VSPACE] = 9, [CAPABILITY_ASID_CONTROL] = 11,                  \
    [CAPABILITY_ASID_POOL] = 13
