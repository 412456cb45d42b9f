/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's state, all of it that is not in the objects.
 */
#ifndef HOSTED_KERNEL_STATE_H
#define HOSTED_KERNEL_STATE_H

#include "kernel/interrupt/irq.h"
#include "kernel/kernel.h"
#include "kernel/thread/thread.h"

struct kernel {
    const struct kernel_machine_ops *ops;
    void *machine;

    struct kernel_thread *root_thread;
    struct thread_queue ready;
    struct thread_queue restarting;

    struct slot tree;                      /* empty; the parent of all that has no other */
    struct slot staged[THREAD_SLOT_COUNT]; /* empty between kernel entries: see slot_replace() */
    struct container *dying;
    struct irq irqs[IRQ_COUNT];
    struct slot *io_ports; /* list of all capabilities to ports */
    struct kernel_census census;
};

#endif
