/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations that read and write a thread's registers.
 */
#include <string.h>

#include "user/libsel4/src/invoke.h"

#define CONTEXT_WORDS (sizeof(seL4_UserContext) / sizeof(seL4_Word))

seL4_Error seL4_TCB_ReadRegisters(seL4_TCB service, seL4_Bool suspend_source, seL4_Uint8 arch_flags,
                                  seL4_Word count, seL4_UserContext *regs)
{
    seL4_Error error =
        sel4_invoke(service, ABI_TCB_READ_REGISTERS,
                    ARGUMENTS((seL4_Word)suspend_source | (seL4_Word)arch_flags << 8, count), NO_ARGUMENTS);

    for (seL4_Word i = 0; error == seL4_NoError && i < count && i < CONTEXT_WORDS; i++) {
        seL4_Word word = seL4_GetMR((int)i);
        memcpy((seL4_Word *)regs + i, &word, sizeof(word));
    }
    return error;
}

seL4_Error seL4_TCB_WriteRegisters(seL4_TCB service, seL4_Bool resume_target, seL4_Uint8 arch_flags,
                                   seL4_Word count, seL4_UserContext *regs)
{
    seL4_Word words[2 + CONTEXT_WORDS] = {(seL4_Word)resume_target | (seL4_Word)arch_flags << 8, count};

    memcpy(&words[2], regs, sizeof(*regs));
    return sel4_invoke(service, ABI_TCB_WRITE_REGISTERS, (struct arguments){words, 2 + CONTEXT_WORDS},
                       NO_ARGUMENTS);
}

seL4_Error seL4_TCB_CopyRegisters(seL4_TCB service, seL4_TCB source, seL4_Bool suspend_source,
                                  seL4_Bool resume_target, seL4_Bool transfer_frame,
                                  seL4_Bool transfer_integer, seL4_Uint8 arch_flags)
{
    seL4_Word flags = (seL4_Word)suspend_source | (seL4_Word)resume_target << 1 |
                      (seL4_Word)transfer_frame << 2 | (seL4_Word)transfer_integer << 3 |
                      (seL4_Word)arch_flags << 8;

    return sel4_invoke(service, ABI_TCB_COPY_REGISTERS, ARGUMENTS(flags), ARGUMENTS(source));
}

seL4_Error seL4_TCB_SetTLSBase(seL4_TCB service, seL4_Word tls_base)
{
    return sel4_invoke(service, ABI_TCB_SET_TLS_BASE, ARGUMENTS(tls_base), NO_ARGUMENTS);
}
