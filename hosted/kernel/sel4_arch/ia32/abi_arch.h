/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * ia32: object types, sizes, lengths of messages, and the paging structures (see memory/vspace.h).
 */
#pragma once

/* In the order of their numbers. */
#define ABI_ARCH_OBJECTS                                                                                     \
    ABI_OBJECT_FRAME_4K, ABI_OBJECT_FRAME_LARGE, ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_PAGE_DIRECTORY
#define ABI_OBJECT_VSPACE ABI_OBJECT_PAGE_DIRECTORY

#define ABI_LARGE_PAGE_BITS 22
#define ABI_TABLE_LEVELS 2 /* page table, page directory */
#define ABI_TABLE_INDEX_BITS 10
#define ABI_ASID_POOLS_BITS 2
#define ABI_ASID_POOL_INDEX_BITS 10
#define ABI_MAX_UNTYPED_BITS 29
#define ABI_USER_TOP 0xe0000000UL /* the first address that is not the user's */

/* General registers, then ip, sp, flags and the number. */
#define ABI_UNKNOWN_SYSCALL_LENGTH 11
#define ABI_USER_EXCEPTION_LENGTH 5

/* A context is a seL4_UserContext: eip, esp, eflags, eax, ebx, ecx, edx, esi, edi, ebp, the bases of fs and
 * gs. Then: how many of its words are "frame" registers, and where the words of fault messages are in it. */
#define ABI_CONTEXT_WORDS 12
#define ABI_CONTEXT_FRAME_WORDS 10
#define ABI_CONTEXT_IP 0
#define ABI_CONTEXT_SP 1
#define ABI_CONTEXT_TLS_FIRST 10 /* from here on: where thread-local variables are */
#define ABI_CONTEXT_TLS 11       /* of these, the one that TCB_SetTLSBase sets */
#define ABI_USER_EXCEPTION_REGISTERS 0, 1, 2
#define ABI_UNKNOWN_SYSCALL_REGISTERS 3, 4, 5, 6, 7, 8, 9, 0, 1, 2
/* What a VM fault says where nothing is mapped at the instruction: whether it is one of an instruction, and
 * its status. */
#define ABI_FETCH_FAULT_FLAG 0
#define ABI_FETCH_FAULT_STATUS 0x4

#define ABI_IRQ_FIRST 0
#define ABI_IRQ_LINES 16 /* lines, which IRQControl Get and the pins of the I/O APIC share */

/* For the kernel: paging structures, the lowest first, and the numbers that DebugCapIdentify gives. */
#define PAGING_KINDS CAPABILITY_PAGE_TABLE, CAPABILITY_VSPACE
#define PAGING_OBJECTS ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_PAGE_DIRECTORY
#define PAGING_LOOKUP_ENDS(level) (level)
#define PAGING_VSPACE_NAME "vspace"

#define PAGING_OBJECT_TYPES                                                                                  \
    [ABI_OBJECT_PAGE_TABLE] = {ABI_PAGE_BITS, CAPABILITY_PAGE_TABLE}, [ABI_OBJECT_PAGE_DIRECTORY] = {        \
                                                                          ABI_PAGE_BITS, CAPABILITY_VSPACE}

#define PAGING_IMAGE_VADDR 0x8048000UL

#define CAPABILITY_NUMBERS                                                                                   \
    [CAPABILITY_IRQ_HANDLER] = 30, [CAPABILITY_VSPACE] = 5, [CAPABILITY_ASID_CONTROL] = 9,                   \
    [CAPABILITY_ASID_POOL] = 11, [CAPABILITY_IO_PORT] = 31, [CAPABILITY_IO_PORT_CONTROL] = 47
