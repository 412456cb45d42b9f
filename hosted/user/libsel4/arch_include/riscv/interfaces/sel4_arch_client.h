/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of RISC-V.
 */
#pragma once

#include <sel4/types.h>
#include <interfaces/sel4_paging_client.h>

#ifdef __cplusplus
extern "C" {
#endif

SEL4_PAGING_CLIENT(RISCV);

/* trigger: 1 for edge, 0 for level. */
seL4_Error seL4_IRQControl_GetTrigger(seL4_IRQControl service, seL4_Word irq, seL4_Word trigger,
                                      seL4_CNode root, seL4_Word index, seL4_Uint8 depth);

#ifdef __cplusplus
}
#endif
