/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's state: what objects, capabilities and slots consist of, and everything that is in none of
 * them. What follows an object's header belongs to its type; see that type's header.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "kernel/abi.h"
#include "kernel/kernel.h"

enum capability_type {
    CAPABILITY_NULL = 0,
    CAPABILITY_UNTYPED,
    CAPABILITY_ENDPOINT,
    CAPABILITY_NOTIFICATION,
    CAPABILITY_REPLY,         /* with MCS to a reply object, otherwise to a caller */
    CAPABILITY_SCHED_CONTEXT, /* these two only with MCS */
    CAPABILITY_SCHED_CONTROL,
    CAPABILITY_CNODE,
    CAPABILITY_THREAD,
    CAPABILITY_FRAME,
    CAPABILITY_PAGE_TABLE, /* paging structures, the lowest first */
    CAPABILITY_PAGE_DIRECTORY,
    CAPABILITY_PDPT,
    CAPABILITY_VSPACE, /* the highest */
    CAPABILITY_ASID_CONTROL,
    CAPABILITY_ASID_POOL,
    CAPABILITY_IRQ_CONTROL,
    CAPABILITY_IRQ_HANDLER,
    CAPABILITY_IO_PORT_CONTROL,
    CAPABILITY_IO_PORT,
    CAPABILITY_TYPE_COUNT
};

/* What every object begins with. One with slots that dies waits in a list until its slots are emptied, so
 * destruction never recurses, however CNodes contain each other. */
struct object {
    uint8_t kind;      /* enum capability_type of the capabilities to it; CAPABILITY_NULL once it is dead */
    uint8_t type;      /* enum abi_object; not used for interrupts */
    uint8_t size_bits; /* log2 of the bytes of physical memory it takes; 0 for interrupts, which take none */
    uint8_t device;
    uint32_t references; /* capabilities to it */
    uint32_t counted;    /* for walks over all capabilities only */
    abi_word paddr;
    struct object *next_dying;
};

struct capability {
    uint8_t type;   /* enum capability_type */
    uint8_t rights; /* endpoint, notification, frame; a reply's grant right */
    uint8_t bits;   /* untyped and frame: log2 of bytes; CNode: log2 of slots */
    uint8_t guard_bits;
    bool device;
    bool original; /* copies of it are its children; otherwise they are its siblings */
    uint16_t
        asid; /* frame or paging structure: of the VSpace where it was mapped; VSpace: its own; 0: none */
    union {
        unsigned char *memory;        /* untyped: its shadow */
        struct kernel_thread *caller; /* reply, without MCS */
        struct object *object;        /* others: the object, which counts it, by its type: */
        struct endpoint *endpoint;
        struct notification *notification;
        struct reply *reply;
        struct sched_context *context;
        struct kernel_thread *thread;
        struct kernel_frame *frame;
        struct table *table;
        struct kernel_vspace *vspace;
        struct asid_pool *pool;
        struct irq *irq;
    };
    union {
        abi_word badge; /* endpoint, notification */
        abi_word guard; /* CNode */
        abi_word paddr; /* untyped */
        abi_word vaddr; /* mapped frame or paging structure */
        abi_word first; /* I/O ports */
    };
    union {
        abi_word watermark; /* untyped: bytes used, from its start */
        abi_word last;      /* I/O ports, inclusive */
    };
};

/* A slot of a CNode: a capability, and its links in the derivation tree. See capability/slot.h. */
struct slot {
    struct capability capability;
    struct slot *parent;
    struct slot *first_child;
    struct slot *next;
    struct slot *previous;
};

struct thread_queue {
    struct kernel_thread *head;
    struct kernel_thread *tail;
};

#define IRQ_COUNT (KERNEL_IRQ_LINES + KERNEL_USER_VECTORS)
#define IRQ_NO_LINE 0xffu

/* An interrupt: see interrupt/irq.h. */
struct irq {
    struct object object; /* references 0: not issued */
    struct slot notification;
    uint8_t line; /* the line that raises it, or IRQ_NO_LINE */
    bool masked;
    bool pending;
};

#define ASID_POOLS (1U << ABI_ASID_POOLS_BITS)

/* Paging structures that a lenient kernel has to give: those that were given back, and memory that was never
 * used. */
struct spare_tables {
    bool lenient;
    struct table *returned;
    struct table *unused;
    size_t unused_count;
};

struct kernel {
    const struct kernel_machine_ops *ops;
    void *machine;

    struct kernel_thread *root_thread;
    struct thread_queue ready;
    struct thread_queue restarting;
    /* See thread/order.c. */
    struct kernel_thread *current;   /* in the kernel; NULL: none, or it has died */
    struct kernel_thread *candidate; /* the first of its equals that it made ready */
    struct kernel_thread *repeated;  /* the last to be ready again after repeating its system call */
    bool repeats;                    /* threads do that now */

    struct slot tree; /* empty; parent of all slots that have no other */
    struct object *dying;
    struct irq irqs[IRQ_COUNT];
    struct asid_pool *asid_pools[ASID_POOLS];
    struct spare_tables spares; /* see memory/table.h */
    struct kernel_census census;
};
