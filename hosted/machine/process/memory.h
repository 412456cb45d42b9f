/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Address spaces of hosted processes, and what is mapped in them.
 *
 * How it works. Only a process can map something in its own address space, so the machine tells it to. A
 * thread reads its socket only during a system call; so each address space has a queue of changes, which is
 * sent before the next answer to any thread of the process. They are numbered, and the process makes them in
 * this order. A mapping that is undone before is never sent. So the queue is no
 * longer than what is mapped now and what was when it was last sent.
 */
#pragma once

#include <stdbool.h>
#include <sys/queue.h>

#include "kernel/kernel.h"
#include "machine/process/channel.h"
#include "machine/process/frame_file.h"

struct machine;
struct process;

enum mapping_state {
    MAPPING_DUE, /* in the queue, the process has yet to map it */
    MAPPING_SENT,
    MAPPING_UNMAP_DUE /* in the queue, the process has yet to unmap it; no longer of any file */
};

struct mapping {
    LIST_ENTRY(mapping) of_file; /* not while it waits to be unmapped */
    LIST_ENTRY(mapping) of_space;
    TAILQ_ENTRY(mapping) queued;
    enum mapping_state state;
    struct frame_file *file;
    struct address_space *space;
    abi_word vaddr;
    unsigned size_bits;
    bool writable;
};

struct address_space {
    LIST_ENTRY(address_space) link;
    struct kernel_vspace *vspace;
    struct process *process; /* the process that runs in it, or NULL */
    bool live;               /* the process receives mappings */
    abi_word notices;        /* how many it was sent: see user/runtime/notices.h */
    struct mapping_list mappings;
    TAILQ_HEAD(, mapping) queue;
};

/* Finds or makes the address space of a VSpace. NULL: no memory. */
struct address_space *memory_get_space(struct machine *machine, struct kernel_vspace *vspace);

/* Attach: from now on the address space's process is told of all its mappings. Detach: no longer. */
bool memory_attach(struct machine *machine, struct address_space *space);
void memory_detach(struct address_space *space);

/* The VSpace dies. Its process is not told to unmap what it has. */
void memory_destroy_space(struct address_space *space);

/* Sends what is due until nothing is left (CHANNEL_DONE). Sets *sent if there was room for something. */
enum channel_result memory_send_due(struct address_space *space, int socket, bool *sent);

/* The kernel's calls. */
bool memory_frame_map(void *machine, struct kernel_vspace *vspace, struct kernel_frame *frame, abi_word vaddr,
                      bool writable);
void memory_frame_unmap(void *machine, struct kernel_vspace *vspace, struct kernel_frame *frame,
                        abi_word vaddr);
void memory_frame_destroy(void *machine, struct kernel_frame *frame);

/* Frees all frames and address spaces. */
void memory_clean_up(struct machine *machine);
