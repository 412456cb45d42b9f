/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task's boot information.
 */
#pragma once

#include <sel4/sel4.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Returns NULL in a process that is not the root task. */
seL4_BootInfo *platsupport_get_bootinfo(void);

#ifdef __cplusplus
}
#endif
