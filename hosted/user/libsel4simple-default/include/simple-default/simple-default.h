/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A simple_t that hands out what the boot information names.
 */
#pragma once

#include <sel4/sel4.h>
#include <simple/simple.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The boot information must outlive the simple_t. */
void simple_default_init_bootinfo(simple_t *simple, seL4_BootInfo *bi);
void simple_default_init_arch_simple(arch_simple_t *simple, void *data);

#ifdef __cplusplus
}
#endif
