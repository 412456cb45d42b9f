/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Pieces of riscv64's code.
 */
#include "threads/threads.h"

__asm__(".text\n.option push\n.option norvc\n"
        ".globl code_load, code_store, code_undefined, code_syscall, code_breakpoint, code_privileged\n"
        ".globl code_other, code_end\n"
        ".balign 16\ncode_load: ld a1, 0(a0)\n.word 0\n"
        ".balign 16\ncode_store: sd a1, 0(a0)\n.word 0\n"
        ".balign 16\ncode_undefined: .word 0\n.word 0\n"
        ".balign 16\ncode_syscall: ecall\n.word 0\n"
        ".balign 16\ncode_breakpoint: ebreak\n.word 0\n"
        ".balign 16\ncode_privileged: csrr a1, sstatus\n.word 0\n"
        ".balign 16\ncode_other: .word 0\n"
        ".balign 16\ncode_end: .word 0\n.option pop\n");

extern const char code_breakpoint[], code_privileged[];

const struct code exceptions[] = {
    {"breakpoint", code_breakpoint},
    {"privileged", code_privileged},
    {0},
};

void prepare_registers(struct context *context, seL4_Word address)
{
    context->words[ADDRESS_PLACE] = address;
}
