/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Address spaces: see memory.h.
 */
#include "machine/process/memory.h"

#include <stdlib.h>

#include "machine/process/state.h"

struct address_space *memory_get_space(struct machine *machine, struct kernel_vspace *vspace)
{
    struct address_space *space = *kernel_vspace_host(vspace);

    if (space) {
        return space;
    }
    space = malloc(sizeof(*space));
    if (!space) {
        return NULL;
    }
    *space = (struct address_space){.vspace = vspace};
    LIST_INIT(&space->mappings);
    TAILQ_INIT(&space->queue);
    LIST_INSERT_HEAD(&machine->spaces, space, link);
    *kernel_vspace_host(vspace) = space;
    return space;
}

static void add_mapping(struct mapping *mapping)
{
    mapping->state = MAPPING_DUE;
    LIST_INSERT_HEAD(&mapping->file->mappings, mapping, of_file);
    LIST_INSERT_HEAD(&mapping->space->mappings, mapping, of_space);
    TAILQ_INSERT_TAIL(&mapping->space->queue, mapping, queued);
}

/* Forgets a mapping, whatever its state. */
static void free_mapping(struct mapping *mapping)
{
    if (mapping->state != MAPPING_SENT) {
        TAILQ_REMOVE(&mapping->space->queue, mapping, queued);
    }
    if (mapping->state != MAPPING_UNMAP_DUE) {
        LIST_REMOVE(mapping, of_file);
    }
    LIST_REMOVE(mapping, of_space);
    free(mapping);
}

/* A mapping that was never sent to the process needs no unmapping. */
static void remove_mapping(struct mapping *mapping)
{
    if (mapping->state == MAPPING_DUE) {
        free_mapping(mapping);
    } else {
        LIST_REMOVE(mapping, of_file);
        mapping->file = NULL;
        mapping->state = MAPPING_UNMAP_DUE;
        TAILQ_INSERT_TAIL(&mapping->space->queue, mapping, queued);
    }
}

bool memory_attach(struct machine *machine, struct address_space *space)
{
    space->live = true;
    space->notices = 0;
    return kernel_vspace_replay(machine->kernel, space->vspace);
}

void memory_detach(struct address_space *space)
{
    while (!LIST_EMPTY(&space->mappings)) {
        free_mapping(LIST_FIRST(&space->mappings));
    }
    space->process = NULL;
    space->live = false;
}

static enum channel_result send_mapping(const struct mapping *mapping, int socket)
{
    bool maps = mapping->state == MAPPING_DUE;
    struct abi_message message = {
        .what = maps ? ABI_ANSWER_MAP : ABI_ANSWER_UNMAP,
        .info = ABI_INFO(0, 0, 0, maps ? 3 : 2),
        .notices = mapping->space->notices + 1,
        .mr = {mapping->vaddr, mapping->size_bits, mapping->writable},
    };
    int descriptor = -1;

    if (maps) {
        descriptor = mapping->writable ? mapping->file->writable : mapping->file->read_only;
    }
    return channel_send(socket, &message, descriptor);
}

static void note_sent(struct mapping *mapping)
{
    mapping->space->notices++;
    if (mapping->state == MAPPING_UNMAP_DUE) {
        free_mapping(mapping);
    } else {
        TAILQ_REMOVE(&mapping->space->queue, mapping, queued);
        mapping->state = MAPPING_SENT;
    }
}

enum channel_result memory_send_due(struct address_space *space, int socket, bool *sent)
{
    struct mapping *mapping;

    *sent = false;
    while ((mapping = TAILQ_FIRST(&space->queue))) {
        enum channel_result result = send_mapping(mapping, socket);
        if (result != CHANNEL_DONE) {
            return result;
        }
        note_sent(mapping);
        *sent = true;
    }
    return CHANNEL_DONE;
}

/* A frame has few mappings, however much is mapped in all. */
static struct mapping *find_mapping(const struct frame_file *file, const struct address_space *space,
                                    abi_word vaddr)
{
    struct mapping *mapping;

    LIST_FOREACH(mapping, &file->mappings, of_file)
    {
        if (mapping->space == space && mapping->vaddr == vaddr) {
            return mapping;
        }
    }
    return NULL;
}

/* A frame may be mapped again where it is, with other rights. */
bool memory_frame_map(void *machine, struct kernel_vspace *vspace, struct kernel_frame *frame, abi_word vaddr,
                      bool writable)
{
    struct address_space *space = *kernel_vspace_host(vspace);

    if (!space || !space->live || kernel_frame_has_registers(frame)) {
        return true;
    }
    struct frame_file *file = frame_file_get(&((struct machine *)machine)->frames, frame, writable);
    if (!file) {
        return false;
    }
    struct mapping *old = find_mapping(file, space, vaddr);
    if (old && old->writable == writable) {
        return true;
    }
    struct mapping *mapping = malloc(sizeof(*mapping));
    if (!mapping) {
        return false;
    }
    *mapping = (struct mapping){
        .file = file,
        .space = space,
        .vaddr = vaddr,
        .size_bits = kernel_frame_bits(frame),
        .writable = writable,
    };
    if (old) {
        remove_mapping(old);
    }
    add_mapping(mapping);
    return true;
}

void memory_frame_unmap(void *machine, struct kernel_vspace *vspace, struct kernel_frame *frame,
                        abi_word vaddr)
{
    (void)machine;
    const struct address_space *space = *kernel_vspace_host(vspace);
    const struct frame_file *file = *kernel_frame_host(frame);
    struct mapping *mapping = space && file ? find_mapping(file, space, vaddr) : NULL;
    if (mapping) {
        remove_mapping(mapping);
    }
}

static void destroy_file(struct frame_file *file)
{
    while (!LIST_EMPTY(&file->mappings)) {
        remove_mapping(LIST_FIRST(&file->mappings));
    }
    frame_file_destroy(file);
}

void memory_frame_destroy(void *machine, struct kernel_frame *frame)
{
    (void)machine;
    struct frame_file *file = *kernel_frame_host(frame);
    if (!file) {
        return;
    }
    *kernel_frame_host(frame) = NULL;
    destroy_file(file);
}

static void destroy_space(struct address_space *space)
{
    memory_detach(space);
    LIST_REMOVE(space, link);
    free(space);
}

void memory_destroy_space(struct address_space *space)
{
    *kernel_vspace_host(space->vspace) = NULL;
    destroy_space(space);
}

void memory_clean_up(struct machine *machine)
{
    while (!LIST_EMPTY(&machine->spaces)) {
        destroy_space(LIST_FIRST(&machine->spaces));
    }
    while (!LIST_EMPTY(&machine->frames)) {
        destroy_file(LIST_FIRST(&machine->frames));
    }
}
