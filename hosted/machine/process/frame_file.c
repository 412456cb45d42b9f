/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames' files: see frame_file.h.
 */
#include "machine/process/frame_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static int make_memfd(unsigned size_bits)
{
    int descriptor = memfd_create("sel4-frame", MFD_CLOEXEC | MFD_ALLOW_SEALING);

    if (descriptor < 0) {
        return -1;
    }
    if (ftruncate(descriptor, (off_t)1 << size_bits) < 0 ||
        fcntl(descriptor, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SEAL) < 0) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

static int open_read_only(int descriptor)
{
    char path[32];

    snprintf(path, sizeof(path), "/proc/self/fd/%d", descriptor);
    return open(path, O_RDONLY | O_CLOEXEC);
}

static struct frame_file *make_file(struct frame_list *list, unsigned size_bits)
{
    struct frame_file *file = malloc(sizeof(*file));

    if (!file) {
        return NULL;
    }
    *file = (struct frame_file){.writable = make_memfd(size_bits), .read_only = -1};
    if (file->writable < 0) {
        free(file);
        return NULL;
    }
    LIST_INIT(&file->mappings);
    LIST_INSERT_HEAD(list, file, link);
    return file;
}

struct frame_file *frame_file_get(struct frame_list *list, struct kernel_frame *frame, bool writable)
{
    struct frame_file *file = *kernel_frame_host(frame);

    if (!file) {
        file = make_file(list, kernel_frame_bits(frame));
        *kernel_frame_host(frame) = file;
    }
    if (!file || writable) {
        return file;
    }
    if (file->read_only < 0) {
        file->read_only = open_read_only(file->writable);
    }
    return file->read_only >= 0 ? file : NULL;
}

void frame_file_destroy(struct frame_file *file)
{
    (void)!ftruncate(file->writable, 0); /* this makes mappings that were left behind fault */
    close(file->writable);
    if (file->read_only >= 0) {
        close(file->read_only);
    }
    LIST_REMOVE(file, link);
    free(file);
}
