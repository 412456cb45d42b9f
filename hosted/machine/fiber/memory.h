/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames and address spaces of the fiber machine.
 *
 * How it works. All physical memory is one sparse file in memory, with each frame at its physical address;
 * mapping a frame maps that piece of the file. There is one Linux address space but several VSpaces, so only
 * the running VSpace's mappings are real: before another runs, they are unmapped. When a frame dies it is
 * unmapped, so that further use faults, and its piece of the file is emptied.
 */
#pragma once

#include <stdbool.h>
#include <sys/queue.h>
#include <sys/types.h>

#include "kernel/kernel.h"

struct process;
LIST_HEAD(mapping_list, mapping);
LIST_HEAD(space_list, space);
LIST_HEAD(frame_list, frame);

/* What we keep of a kernel frame, from its first mapping to its death. */
struct frame {
    LIST_ENTRY(frame) link;
    struct mapping_list mappings;
    off_t offset; /* in the file */
    unsigned size_bits;
};

struct space {
    LIST_ENTRY(space) link;
    struct mapping_list mappings;
    struct process *process; /* runs in it; NULL: none */
};

struct memory {
    const struct kernel_region *regions;
    unsigned region_count;
    int file;
    struct frame_list frames;
    struct space_list spaces;
    struct space *active; /* the one whose mappings are in place, or NULL */
};

/* The regions must stay in place. Returns -1 if there is no memory. */
int memory_init(struct memory *memory, const struct kernel_region *regions, unsigned region_count);
/* Forgets all frames and spaces, as at the end of a run. */
void memory_reset(struct memory *memory);
void memory_clean_up(struct memory *memory);

/* What we keep of a VSpace; NULL: no memory. */
struct space *memory_get_space(struct memory *memory, struct kernel_vspace *vspace);

/* Puts the mappings of a VSpace in place, and removes those of the previous one. */
void memory_activate(struct memory *memory, struct kernel_vspace *vspace);

/* Why the mapping at an address of the active VSpace could not be put in place: see
 * hosted_take_map_failure(). */
abi_word memory_take_map_failure(struct memory *memory, abi_word vaddr);

/* The kernel's calls. */
bool memory_frame_map(struct memory *memory, struct kernel_vspace *vspace, struct kernel_frame *frame,
                      abi_word vaddr, bool writable);
void memory_frame_unmap(struct memory *memory, struct kernel_vspace *vspace, struct kernel_frame *frame,
                        abi_word vaddr);
void memory_frame_destroy(struct memory *memory, struct kernel_frame *frame);
void memory_vspace_destroy(struct memory *memory, struct kernel_vspace *vspace);
