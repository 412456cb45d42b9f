/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Pieces of ia32's code.
 */
#include "threads/threads.h"

enum { ECX_PLACE = 5, EDX_PLACE = 6, SYSENTER_BYTES = 2 };

__asm__(".text\n"
        ".globl code_load, code_store, code_undefined, code_syscall, code_breakpoint, code_divide\n"
        ".globl code_privileged, code_other, code_end\n"
        ".balign 16\ncode_load: mov (%eax), %ebx\nud2\n"
        ".balign 16\ncode_store: mov %ebx, (%eax)\nud2\n"
        ".balign 16\ncode_undefined: ud2\nud2\n"
        ".balign 16\ncode_syscall: sysenter\nud2\n"
        ".balign 16\ncode_breakpoint: int3\nud2\n"
        ".balign 16\ncode_divide: xor %eax, %eax\ndiv %eax\nud2\n"
        ".balign 16\ncode_privileged: hlt\nud2\n"
        ".balign 16\ncode_other: ud2\n"
        ".balign 16\ncode_end: ud2\n");

/* A system call returns to edx, with ecx as its stack pointer. */
void prepare_registers(struct context *context, seL4_Word address)
{
    context->words[ADDRESS_PLACE] = address;
    context->words[ECX_PLACE] = context->words[SP_PLACE];
    context->words[EDX_PLACE] = (seL4_Word)code_syscall + SYSENTER_BYTES;
}
