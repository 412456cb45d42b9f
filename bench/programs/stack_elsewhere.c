/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The other stack; see stack.h.
 *
 * stack_call_elsewhere calls the function in rax on the other stack. It copies the arguments that the caller
 * put on its own stack. Calls made from the other stack stay on it.
 */
#include "stack.h"

#include <stddef.h>

/* Visible to the rest of this program, but not outside it. */
__attribute__((used, visibility("hidden"), aligned(16))) unsigned char stack_other[65536];
__attribute__((used, visibility("hidden"))) void *stack_former;
__attribute__((used, visibility("hidden"))) unsigned long stack_is_other;

__asm__(".text\n"
        "stack_call_elsewhere:\n"
        "    cmpq $0, stack_is_other(%rip)\n"
        "    jne 1f\n"
        "    movq %rsp, stack_former(%rip)\n"
        "    movq %rsp, %r11\n"
        "    leaq stack_other+65536(%rip), %rsp\n"
        "    pushq 64(%r11)\n"
        "    pushq 56(%r11)\n"
        "    pushq 48(%r11)\n"
        "    pushq 40(%r11)\n"
        "    pushq 32(%r11)\n"
        "    pushq 24(%r11)\n"
        "    pushq 16(%r11)\n"
        "    pushq 8(%r11)\n"
        "    movq $1, stack_is_other(%rip)\n"
        "    call *%rax\n"
        "    movq $0, stack_is_other(%rip)\n"
        "    movq stack_former(%rip), %rsp\n"
        "    ret\n"
        "1:  jmp *%rax\n");

/* Replaces a system call: the linker redirects its callers to __wrap_NAME. */
#define SYSTEM_CALL(name)                                                                                    \
    __asm__(".text\n.globl __wrap_" #name "\n"                                                               \
            "__wrap_" #name ":\n    leaq __real_" #name "(%rip), %rax\n    jmp stack_call_elsewhere\n");

/* Replaces a function of a table by stack_NAME; stack_NAME_target holds the original. */
#define FUNCTION(type, name)                                                                                 \
    __attribute__((used, visibility("hidden"))) type stack_##name##_target;                                  \
    __asm__(".text\nstack_" #name ":\n    movq stack_" #name                                                 \
            "_target(%rip), %rax\n    jmp stack_call_elsewhere\n");                                          \
    extern __typeof__(*(type)NULL) stack_##name;

#define BORROW(table, name)                                                                                  \
    do {                                                                                                     \
        stack_##name##_target = (table)->name;                                                               \
        (table)->name = stack_##name;                                                                        \
    } while (0)

SYSTEM_CALL(seL4_Call)
SYSTEM_CALL(seL4_Recv)
SYSTEM_CALL(seL4_Reply)
SYSTEM_CALL(seL4_ReplyRecv)
SYSTEM_CALL(seL4_CNode_Revoke)
SYSTEM_CALL(seL4_CNode_Delete)
SYSTEM_CALL(seL4_DebugCapIdentify)

FUNCTION(vka_cspace_alloc_fn, cspace_alloc)
FUNCTION(vka_cspace_make_path_fn, cspace_make_path)
FUNCTION(vka_cspace_free_fn, cspace_free)
FUNCTION(vka_utspace_alloc_fn, utspace_alloc)
FUNCTION(vka_utspace_alloc_maybe_device_fn, utspace_alloc_maybe_device)
FUNCTION(vka_utspace_alloc_at_fn, utspace_alloc_at)
FUNCTION(vka_utspace_free_fn, utspace_free)
FUNCTION(vka_utspace_paddr_fn, utspace_paddr)
FUNCTION(arch_simple_get_IOPort_cap_fn, IOPort_cap)
FUNCTION(arch_simple_get_msi_fn, msi)
FUNCTION(arch_simple_get_IRQ_handler_fn, irq)
FUNCTION(arch_simple_get_ioapic_fn, ioapic)

void stack_borrow_vka(vka_t *vka)
{
    BORROW(vka, cspace_alloc);
    BORROW(vka, cspace_make_path);
    BORROW(vka, cspace_free);
    BORROW(vka, utspace_alloc);
    BORROW(vka, utspace_alloc_maybe_device);
    BORROW(vka, utspace_alloc_at);
    BORROW(vka, utspace_free);
    BORROW(vka, utspace_paddr);
}

void stack_borrow_simple(simple_t *simple)
{
    BORROW(&simple->arch_simple, IOPort_cap);
    BORROW(&simple->arch_simple, msi);
    BORROW(&simple->arch_simple, irq);
    BORROW(&simple->arch_simple, ioapic);
}
