/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What capabilities the kernel has on Arm and RISC-V alone.
 */
#pragma once

#define PORT_CONTROL_NAME "null"
#define OTHER_CONTROL ABI_ROOT_IRQ_CONTROL /* there is only one */
/* By mapping another one over them. */
#define PAGES_ARE_REPLACED (paging_kinds[0] != CAPABILITY_VSPACE)
#define VSPACE_NUMBER (paging_kinds[0] == CAPABILITY_VSPACE ? 3 : 9)

/* Methods with the message they need: rows of test_invoke.c. */
#define KIND_METHODS                                                                                         \
    {                                                                                                        \
        ABI_IRQ_CONTROL_GET_TRIGGER, CAPABILITY_IRQ_CONTROL, 4, 1                                            \
    }
#define KIND_CAPABILITIES
