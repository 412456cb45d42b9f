/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * x86_64: object types, sizes, lengths of messages, and the paging structures (see memory/vspace.h).
 */
#pragma once

/* In the order of their numbers. */
#define ABI_ARCH_OBJECTS                                                                                     \
    ABI_OBJECT_PDPT, ABI_OBJECT_PML4, ABI_OBJECT_FRAME_HUGE, ABI_OBJECT_FRAME_4K, ABI_OBJECT_FRAME_LARGE,    \
        ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_PAGE_DIRECTORY
#define ABI_OBJECT_VSPACE ABI_OBJECT_PML4

#define ABI_LARGE_PAGE_BITS 21
#define ABI_HUGE_PAGE_BITS 30
#define ABI_TABLE_LEVELS 4 /* page table, page directory, PDPT, PML4 */
#define ABI_TABLE_INDEX_BITS 9
#define ABI_ASID_POOLS_BITS 3
#define ABI_ASID_POOL_INDEX_BITS 9
#define ABI_MAX_UNTYPED_BITS 47
#define ABI_USER_TOP 0x00007ffffffff000UL /* the first address that is not the user's */

/* General registers, then ip, sp, flags and the number. */
#define ABI_UNKNOWN_SYSCALL_LENGTH 19
#define ABI_USER_EXCEPTION_LENGTH 5

/* A context is a seL4_UserContext: rip, rsp, rflags, rax, rbx, rcx, rdx, rsi, rdi, rbp, r8 to r15, the bases
 * of fs and gs. Then: how many of its words are "frame" registers, and where the words of fault messages are
 * in it. */
#define ABI_CONTEXT_WORDS 20
#define ABI_CONTEXT_FRAME_WORDS 18
#define ABI_CONTEXT_IP 0
#define ABI_CONTEXT_SP 1
#define ABI_CONTEXT_TLS_FIRST 18 /* from here on: where thread-local variables are */
#define ABI_CONTEXT_TLS 18       /* of these, the one that TCB_SetTLSBase sets */
#define ABI_USER_EXCEPTION_REGISTERS 0, 1, 2
#define ABI_UNKNOWN_SYSCALL_REGISTERS 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 0, 1, 2
/* What a VM fault says where nothing is mapped at the instruction: whether it is one of an instruction, and
 * its status. */
#define ABI_FETCH_FAULT_FLAG 0
#define ABI_FETCH_FAULT_STATUS 0x4

#define ABI_IRQ_FIRST 0
#define ABI_IRQ_LINES 16 /* lines, which IRQControl Get and the pins of the I/O APIC share */

/* For the kernel: paging structures, the lowest first, and the numbers that DebugCapIdentify gives. */
#define PAGING_KINDS CAPABILITY_PAGE_TABLE, CAPABILITY_PAGE_DIRECTORY, CAPABILITY_PDPT, CAPABILITY_VSPACE
#define PAGING_OBJECTS ABI_OBJECT_PAGE_TABLE, ABI_OBJECT_PAGE_DIRECTORY, ABI_OBJECT_PDPT, ABI_OBJECT_PML4
#define PAGING_LOOKUP_ENDS(level) (level)
#define PAGING_VSPACE_NAME "vspace"

#define PAGING_OBJECT_TYPES                                                                                  \
    [ABI_OBJECT_PAGE_TABLE] = {ABI_PAGE_BITS, CAPABILITY_PAGE_TABLE},                                        \
    [ABI_OBJECT_PAGE_DIRECTORY] = {ABI_PAGE_BITS, CAPABILITY_PAGE_DIRECTORY},                                \
    [ABI_OBJECT_PDPT] = {ABI_PAGE_BITS, CAPABILITY_PDPT},                                                    \
    [ABI_OBJECT_PML4] = {ABI_PAGE_BITS, CAPABILITY_VSPACE},                                                  \
    [ABI_OBJECT_FRAME_HUGE] = {ABI_HUGE_PAGE_BITS, CAPABILITY_FRAME}

#define PAGING_IMAGE_VADDR 0x400000UL

#define CAPABILITY_NUMBERS                                                                                   \
    [CAPABILITY_IRQ_HANDLER] = 16, [CAPABILITY_PAGE_DIRECTORY] = 5, [CAPABILITY_PDPT] = 7,                   \
    [CAPABILITY_VSPACE] = 9, [CAPABILITY_ASID_CONTROL] = 11, [CAPABILITY_ASID_POOL] = 13,                    \
    [CAPABILITY_IO_PORT] = 19, [CAPABILITY_IO_PORT_CONTROL] = 31
