/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The IPC buffer's slots, given as paths.
 */
#pragma once

#include <autoconf.h>
#include <sel4/sel4.h>
#include <sel4vka/gen_config.h>
#include <vka/cspacepath_t.h>
#include <vka/object.h>

/* Sets the slot that receives a capability; it must be empty. */
static inline void vka_set_cap_receive_path(const cspacepath_t *src)
{
    seL4_SetCapReceivePath(src->root, src->capPtr, src->capDepth);
}
