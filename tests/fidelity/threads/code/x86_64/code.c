/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Pieces of x86_64's code.
 */
#include "threads/threads.h"

__asm__(".text\n"
        ".globl code_load, code_store, code_undefined, code_syscall, code_breakpoint, code_divide\n"
        ".globl code_privileged, code_other, code_end\n"
        ".balign 16\ncode_load: mov (%rax), %rbx\nud2\n"
        ".balign 16\ncode_store: mov %rbx, (%rax)\nud2\n"
        ".balign 16\ncode_undefined: ud2\nud2\n"
        ".balign 16\ncode_syscall: syscall\nud2\n"
        ".balign 16\ncode_breakpoint: int3\nud2\n"
        ".balign 16\ncode_divide: xor %eax, %eax\ndiv %eax\nud2\n"
        ".balign 16\ncode_privileged: hlt\nud2\n"
        ".balign 16\ncode_other: ud2\n"
        ".balign 16\ncode_end: ud2\n");

void prepare_registers(struct context *context, seL4_Word address)
{
    context->words[ADDRESS_PLACE] = address;
}
