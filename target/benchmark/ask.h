/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How a child asks its parent: through the library, or by hand-written IPC. Each program links one of the
 * two.
 */
#pragma once

#include "measure.h"

/* Returns 0, or an error. slot: empty; for the capability. granted: out; by hand only cookie and paddr. */
typedef int (*ask_t)(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted);

int ask_frame(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted);
int ask_untyped(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted);
int ask_ports(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted);
int ask_irq(sel4rpc_child_t *child, sel4rpc_slot_t slot, sel4rpc_memory_t *granted);

typedef int (*ask_free_t)(sel4rpc_child_t *child, const sel4rpc_memory_t *granted);

int ask_free_memory(sel4rpc_child_t *child, const sel4rpc_memory_t *granted);
int ask_release(sel4rpc_child_t *child, const sel4rpc_memory_t *granted);

/* Measures frames in memory that the child holds, in consecutive slots: the library's allocator's, or by bare
 * Retype. */
void measure_own_frames(sel4rpc_child_t *child, sel4rpc_slot_t first, struct samples *samples);

/* Checks that a new frame is zero, and writes it through. address: its physical address. */
void check_frame(sel4rpc_child_t *child, seL4_CPtr frame, uint64_t address);
void tell_checked_frames(const sel4rpc_child_t *child);

/* Ends the child if something failed that must succeed. */
void expect(sel4rpc_child_t *child, const char *what, int error);
