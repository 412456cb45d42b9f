/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The thread of a process. Further threads are not supported: a hosted thread is a process of the host.
 */
#pragma once

#include <sel4/sel4.h>
#include <sel4utils/thread_config.h>
#include <vka/object.h>
#include <vspace/vspace.h>

#define NAME_THREAD(tcb, name) seL4_DebugNameThread(tcb, name)

typedef struct sel4utils_thread {
    vka_object_t tcb;
    vka_object_t sched_context;
    void *stack_top;
    void *initial_stack_pointer;
    size_t stack_size;
    seL4_CPtr ipc_buffer;
    seL4_Word ipc_buffer_addr;
    bool own_sc;
    bool own_reply;
    vka_object_t reply;
} sel4utils_thread_t;

static inline seL4_TCB sel4utils_get_tcb(sel4utils_thread_t *thread)
{
    return thread->tcb.cptr;
}

static inline int sel4utils_suspend_thread(sel4utils_thread_t *thread)
{
    return (int)seL4_TCB_Suspend(thread->tcb.cptr);
}

/* Prints the fault in the message registers. */
void sel4utils_print_fault_message(seL4_MessageInfo_t tag, const char *name);
