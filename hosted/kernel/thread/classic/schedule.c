/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Without scheduling contexts every thread may run, and nothing has to be done for it.
 */
#include "kernel/thread/fault.h"
#include "kernel/thread/ipc.h"

bool schedule_admits(const struct kernel_thread *thread)
{
    (void)thread;
    return true;
}

bool schedule_enter(struct kernel *kernel, struct kernel_thread *thread)
{
    (void)kernel;
    (void)thread;
    return true;
}

abi_word schedule_boot(struct kernel *kernel, void *shadow, abi_word paddr, struct object *root_cnode)
{
    (void)kernel;
    (void)shadow;
    (void)paddr;
    (void)root_cnode;
    return 0;
}

void schedule_forget(struct kernel *kernel, struct kernel_thread *thread)
{
    (void)kernel;
    (void)thread;
}

void schedule_sent(struct kernel *kernel, struct kernel_thread *sender, struct kernel_thread *receiver)
{
    (void)kernel;
    (void)sender;
    (void)receiver;
}

void schedule_signalled(struct kernel *kernel, struct kernel_thread *waiter,
                        const struct notification *notification)
{
    (void)kernel;
    (void)waiter;
    (void)notification;
}

void schedule_waits(struct kernel *kernel, struct kernel_thread *waiter,
                    const struct notification *notification)
{
    (void)kernel;
    (void)waiter;
    (void)notification;
}

void schedule_destroyed(const struct notification *notification)
{
    (void)notification;
}

const struct capability *fault_handler(const struct kernel_thread *thread)
{
    struct lookup_failure failure;
    const struct slot *slot = thread_lookup(thread, thread->schedule.fault_handler, &failure);

    return slot != NULL ? &slot->capability : NULL;
}

bool fault_repeats_call(abi_word fault)
{
    return fault == ABI_FAULT_CAP;
}
