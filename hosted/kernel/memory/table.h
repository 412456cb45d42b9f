/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Paging structures below the VSpace root.
 *
 * A lenient kernel makes those that a program forgot, from spare memory that the machine gave it. They have
 * no capabilities; they are spare again when their place in the address space goes, or a program maps one of
 * its own there.
 */
#pragma once

#include "kernel/memory/vspace.h"

/* Makes the kernel lenient, with memory of the machine's. */
void table_be_lenient(struct kernel *kernel, void *memory, size_t bytes);

/* Puts a spare one where a structure that covers 1 << bits bytes is missing; false if there is none. */
bool table_add_spare(struct kernel *kernel, struct kernel_vspace *vspace, abi_word vaddr, unsigned bits);
/* Makes those below this structure spare again. */
void table_release_spares(struct kernel *kernel, struct table *table);

/* Maps a structure in an entry. */
void table_put(struct entry *entry, struct object *table);

/* For the table of types. */
abi_word table_map(struct invocation *invocation);
abi_word table_unmap(struct invocation *invocation);
void table_leave(struct kernel *kernel, struct slot *slot);
