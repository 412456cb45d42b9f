/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads in a VSpace: made with a stack and an IPC buffer of their own, started at a function, cleaned up.
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

typedef void (*sel4utils_thread_entry_fn)(void *arg0, void *arg1, void *ipc_buf);

/*
 * Makes a thread that will run in the VSpace of `parent`, with a stack and an IPC buffer that `alloc` maps:
 * the same, or a part of it. The first function makes one with priority 0. Returns 0; or -1, and then nothing
 * is left. The caller keeps the structure until sel4utils_clean_up_thread().
 */
int sel4utils_configure_thread(vka_t *vka, vspace_t *parent, vspace_t *alloc, seL4_CPtr fault_endpoint,
                               seL4_CNode cspace, seL4_Word cspace_root_data, sel4utils_thread_t *res);
int sel4utils_configure_thread_config(vka_t *vka, vspace_t *parent, vspace_t *alloc,
                                      sel4utils_thread_config_t config, sel4utils_thread_t *res);

/* Lets the thread begin at a function, which must not return: at once if `resume`, otherwise when it is
 * resumed. The caller must be in the thread's VSpace. Returns a seL4_Error. */
int sel4utils_start_thread(sel4utils_thread_t *thread, sel4utils_thread_entry_fn entry_point, void *arg0,
                           void *arg1, int resume);

/* Ends the thread, and gives back all that was made for it. The structure may have failed to be configured.
 */
void sel4utils_clean_up_thread(vka_t *vka, vspace_t *alloc, sel4utils_thread_t *thread);

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
