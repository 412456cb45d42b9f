/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The contents of a frame: a memfd, made when the frame is first mapped.
 *
 * Promised: a frame begins cleared; when the frame object dies its file is emptied, so that a stale mapping
 * faults (SIGBUS) and a later frame holds nothing of it. A process that may only read a frame gets a
 * read-only descriptor. No process can make the file grow, or seal it against being emptied.
 *
 * Not prevented: a process may shrink a frame that it holds writable, and others that share it then fault; a
 * process with access to /proc may reopen for writing what it got for reading.
 */
#pragma once

#include <stdbool.h>
#include <sys/queue.h>

#include "kernel/kernel.h"

struct mapping;
LIST_HEAD(mapping_list, mapping);
LIST_HEAD(frame_list, frame_file);

struct frame_file {
    LIST_ENTRY(frame_file) link;
    int writable;  /* the memfd */
    int read_only; /* the same file, opened for reading; -1 until it is needed */
    struct mapping_list mappings;
};

/* Finds or makes the file of a frame, with the descriptor that is needed. NULL: no memory or descriptors. */
struct frame_file *frame_file_get(struct frame_list *list, struct kernel_frame *frame, bool writable);

/* Empties and closes it. Nothing may be mapped from it any more. */
void frame_file_destroy(struct frame_file *file);
