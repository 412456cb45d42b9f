/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Invocations as raw messages.
 */
#include "common/message.h"

struct answer answer;

/* Not in any message; shows that a register was left alone. */
#define STALE ((seL4_Word)0x57a1e57a)
#define STALE_REGISTERS 8

static void put(struct words registers, struct words capabilities)
{
    for (int i = 0; i < STALE_REGISTERS; i++) {
        seL4_SetMR(i, STALE);
    }
    for (seL4_Word i = 0; i < registers.count && i < seL4_MsgMaxLength; i++) {
        seL4_SetMR((int)i, registers.words[i]);
    }
    for (seL4_Word i = 0; i < capabilities.count && i < seL4_MsgMaxExtraCaps; i++) {
        seL4_SetCap((int)i, capabilities.words[i]);
    }
}

seL4_Error invoke(seL4_CPtr service, seL4_Word label, struct words registers, struct words capabilities)
{
    seL4_MessageInfo_t info = seL4_MessageInfo_new(label, 0, capabilities.count, registers.count);

    put(registers, capabilities);
    answer.info = seL4_Call(service, info);
    for (int i = 0; i < seL4_MsgMaxLength; i++) {
        answer.registers[i] = seL4_GetMR(i);
    }
    return (seL4_Error)seL4_MessageInfo_get_label(answer.info);
}
