/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Pieces of aarch64's code.
 */
#include "threads/threads.h"

__asm__(".text\n"
        ".globl code_load, code_store, code_undefined, code_syscall, code_breakpoint, code_privileged\n"
        ".globl code_other, code_end\n"
        ".balign 16\ncode_load: ldr x2, [x1]\n.inst 0\n"
        ".balign 16\ncode_store: str x2, [x1]\n.inst 0\n"
        ".balign 16\ncode_undefined: .inst 0\n.inst 0\n"
        ".balign 16\ncode_syscall: svc #0\n.inst 0\n"
        ".balign 16\ncode_breakpoint: brk #1\n.inst 0\n"
        ".balign 16\ncode_privileged: mrs x2, ttbr0_el1\n.inst 0\n"
        ".balign 16\ncode_other: .inst 0\n"
        ".balign 16\ncode_end: .inst 0\n");

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
