/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How threads in the program's VSpace begin: each has a stack, an IPC buffer and thread-local variables of
 * its own.
 */
#pragma once

#include "common/message.h"

#define ENTRIES 4

/* The end of a thread's stack, and where its IPC buffer is. */
seL4_Word stack_top(unsigned index);
seL4_Word buffer_vaddr(unsigned index);
/* Maps a new IPC buffer, and keeps its capability. The own structures must be mapped (map_own_structures()).
 */
seL4_Error map_buffer(unsigned index, seL4_CPtr *buffer);

typedef void (*entry_t)(void *first, void *second, void *third);
/* The registers with which a thread enters a function, which must not return. */
void make_entry(unsigned index, entry_t entry, const seL4_Word arguments[3], seL4_UserContext *context);

/* ---- Of hosted and of real seL4. */

/* Whether threads of the same priority preempt each other. */
extern const int has_time_slices;
/* Whether the processor's instruction for system calls is one of seL4. */
extern const int has_system_calls;
/* Gives a thread thread-local variables of its own, if that is not the kernel's work. */
void set_variables(unsigned index, seL4_UserContext *context);
