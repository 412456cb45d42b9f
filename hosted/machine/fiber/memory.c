/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames and address spaces: see memory.h.
 */
#include "machine/fiber/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "machine/board.h"

struct mapping {
    LIST_ENTRY(mapping) of_frame;
    LIST_ENTRY(mapping) of_space;
    struct space *space;
    const struct frame *frame;
    abi_word vaddr;
    size_t bytes;
    bool writable;
    bool is_in_place;
    bool has_failed;
    abi_word error; /* why it failed; ABI_NO_ERROR once the program knows */
};

int memory_init(struct memory *memory, const struct kernel_region *regions, unsigned region_count)
{
    off_t size = 0;

    for (unsigned i = 0; i < region_count; i++) {
        size += (off_t)1 << regions[i].size_bits;
    }
    *memory = (struct memory){.regions = regions, .region_count = region_count};
    LIST_INIT(&memory->frames);
    LIST_INIT(&memory->spaces);
    memory->file = memfd_create("frames", MFD_CLOEXEC);
    return memory->file >= 0 && ftruncate(memory->file, size) == 0 ? 0 : -1;
}

static off_t offset_of(const struct memory *memory, abi_word paddr)
{
    off_t offset = 0;

    for (unsigned i = 0; i < memory->region_count; i++) {
        const struct kernel_region *region = &memory->regions[i];
        abi_word distance = paddr - region->paddr;
        if (distance >> region->size_bits == 0) {
            return offset + (off_t)distance;
        }
        offset += (off_t)1 << region->size_bits;
    }
    abort(); /* every frame is in a region */
}

/* ---- One mapping, in the host's page table. */

static void put_in_place(struct memory *memory, struct mapping *mapping)
{
    void *wanted = (void *)mapping->vaddr;
    int protection = mapping->writable ? PROT_READ | PROT_WRITE : PROT_READ;

    if (mapping->has_failed) {
        return;
    }
    void *got = mmap(wanted, mapping->bytes, protection, MAP_SHARED | MAP_FIXED_NOREPLACE, memory->file,
                     mapping->frame->offset);
    mapping->is_in_place = got == wanted;
    mapping->has_failed = got != wanted;
    if (mapping->has_failed) {
        mapping->error = got == MAP_FAILED && errno == ENOMEM ? ABI_NOT_ENOUGH_MEMORY : ABI_DELETE_FIRST;
    }
    if (got != MAP_FAILED && got != wanted) {
        munmap(got, mapping->bytes);
    }
}

static void take_away(struct mapping *mapping)
{
    if (mapping->is_in_place) {
        munmap((void *)mapping->vaddr, mapping->bytes);
    }
    mapping->is_in_place = false;
}

void memory_activate(struct memory *memory, struct kernel_vspace *vspace)
{
    struct space *space = vspace ? *kernel_vspace_host(vspace) : NULL;
    struct mapping *mapping;

    if (memory->active == space) {
        return;
    }
    if (memory->active) {
        LIST_FOREACH(mapping, &memory->active->mappings, of_space)
        take_away(mapping);
    }
    memory->active = space;
    if (space) {
        LIST_FOREACH(mapping, &space->mappings, of_space)
        put_in_place(memory, mapping);
    }
}

abi_word memory_take_map_failure(struct memory *memory, abi_word vaddr)
{
    struct mapping *mapping;

    if (!memory->active) {
        return ABI_NO_ERROR;
    }
    LIST_FOREACH(mapping, &memory->active->mappings, of_space)
    {
        abi_word error = mapping->error;
        if (mapping->vaddr == vaddr && error != ABI_NO_ERROR) {
            mapping->error = ABI_NO_ERROR;
            return error;
        }
    }
    return ABI_NO_ERROR;
}

/* ---- Records. */

struct space *memory_get_space(struct memory *memory, struct kernel_vspace *vspace)
{
    struct space *space = *kernel_vspace_host(vspace);

    if (space) {
        return space;
    }
    space = calloc(1, sizeof(*space));
    if (!space) {
        return NULL;
    }
    LIST_INSERT_HEAD(&memory->spaces, space, link);
    *kernel_vspace_host(vspace) = space;
    return space;
}

static struct frame *get_frame(struct memory *memory, struct kernel_frame *kernel_frame)
{
    struct frame *frame = *kernel_frame_host(kernel_frame);

    if (frame) {
        return frame;
    }
    frame = calloc(1, sizeof(*frame));
    if (!frame) {
        return NULL;
    }
    frame->offset = offset_of(memory, kernel_frame_paddr(kernel_frame));
    frame->size_bits = kernel_frame_bits(kernel_frame);
    LIST_INSERT_HEAD(&memory->frames, frame, link);
    *kernel_frame_host(kernel_frame) = frame;
    return frame;
}

static struct mapping *find_mapping(const struct frame *frame, const struct space *space, abi_word vaddr)
{
    struct mapping *mapping;

    LIST_FOREACH(mapping, &frame->mappings, of_frame)
    {
        if (mapping->space == space && mapping->vaddr == vaddr) {
            return mapping;
        }
    }
    return NULL;
}

static void remove_mapping(struct mapping *mapping)
{
    take_away(mapping);
    LIST_REMOVE(mapping, of_frame);
    LIST_REMOVE(mapping, of_space);
    free(mapping);
}

/* ---- The kernel's calls. */

/* A frame may be mapped again where it is, with other rights. */
bool memory_frame_map(struct memory *memory, struct kernel_vspace *vspace, struct kernel_frame *kernel_frame,
                      abi_word vaddr, bool writable)
{
    if (kernel_frame_has_registers(kernel_frame)) {
        return true;
    }
    struct space *space = memory_get_space(memory, vspace);
    struct frame *frame = get_frame(memory, kernel_frame);

    if (!space || !frame) {
        return false;
    }
    struct mapping *mapping = find_mapping(frame, space, vaddr);
    if (!mapping) {
        mapping = calloc(1, sizeof(*mapping));
        if (!mapping) {
            return false;
        }
        mapping->space = space;
        mapping->frame = frame;
        mapping->vaddr = vaddr;
        mapping->bytes = (size_t)1 << frame->size_bits;
        LIST_INSERT_HEAD(&frame->mappings, mapping, of_frame);
        LIST_INSERT_HEAD(&space->mappings, mapping, of_space);
    }
    take_away(mapping);
    mapping->writable = writable;
    if (memory->active == space) {
        put_in_place(memory, mapping);
    }
    return true;
}

void memory_frame_unmap(struct memory *memory, struct kernel_vspace *vspace,
                        struct kernel_frame *kernel_frame, abi_word vaddr)
{
    const struct space *space = *kernel_vspace_host(vspace);
    const struct frame *frame = *kernel_frame_host(kernel_frame);
    struct mapping *mapping = space && frame ? find_mapping(frame, space, vaddr) : NULL;

    (void)memory;
    if (mapping) {
        remove_mapping(mapping);
    }
}

static void destroy_frame(struct memory *memory, struct frame *frame)
{
    while (!LIST_EMPTY(&frame->mappings)) {
        remove_mapping(LIST_FIRST(&frame->mappings));
    }
    fallocate(memory->file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, frame->offset,
              (off_t)1 << frame->size_bits);
    LIST_REMOVE(frame, link);
    free(frame);
}

void memory_frame_destroy(struct memory *memory, struct kernel_frame *kernel_frame)
{
    struct frame *frame = *kernel_frame_host(kernel_frame);

    if (!frame) {
        return;
    }
    *kernel_frame_host(kernel_frame) = NULL;
    destroy_frame(memory, frame);
}

static void destroy_space(struct memory *memory, struct space *space)
{
    while (!LIST_EMPTY(&space->mappings)) {
        remove_mapping(LIST_FIRST(&space->mappings));
    }
    if (memory->active == space) {
        memory->active = NULL;
    }
    LIST_REMOVE(space, link);
    free(space);
}

void memory_vspace_destroy(struct memory *memory, struct kernel_vspace *vspace)
{
    struct space *space = *kernel_vspace_host(vspace);

    *kernel_vspace_host(vspace) = NULL;
    if (space) {
        destroy_space(memory, space);
    }
}

void memory_reset(struct memory *memory)
{
    while (!LIST_EMPTY(&memory->spaces)) {
        destroy_space(memory, LIST_FIRST(&memory->spaces));
    }
    while (!LIST_EMPTY(&memory->frames)) {
        destroy_frame(memory, LIST_FIRST(&memory->frames));
    }
}

void memory_clean_up(struct memory *memory)
{
    memory_reset(memory);
    close(memory->file);
}
