/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads: each step of making one leaves its mark in the structure; cleaning up undoes the steps that were
 * made.
 */
#include <sel4utils/thread.h>

#include <stdio.h>
#include <string.h>

#include <sel4utils/helpers.h>
#include <sel4utils/strerror.h>
#include <vka/capops.h>

#include "parts.h"

void sel4utils_object_clean_up(vka_t *vka, vka_object_t *object)
{
    cspacepath_t path;

    if (object->cptr == seL4_CapNull) {
        return;
    }
    vka_cspace_make_path(vka, object->cptr, &path);
    vka_cnode_revoke(&path);
    vka_free_object(vka, object);
}

int sel4utils_thread_schedule(sel4utils_thread_t *thread, vka_t *vka, const sched_params_t *params,
                              bool create_reply)
{
    if (config_set(CONFIG_KERNEL_MCS) && create_reply) {
        if (vka_alloc_reply(vka, &thread->reply) != 0) {
            return -1;
        }
        thread->own_reply = true;
    }
    thread->sched_context.cptr = params->sched_context;
    if (!params->create_sc) {
        return 0;
    }
    if (vka_alloc_sched_context(vka, &thread->sched_context) != 0) {
        return -1;
    }
    thread->own_sc = true;
    return (int)api_sched_ctrl_configure(params->sched_ctrl, thread->sched_context.cptr, params->budget,
                                         params->period, params->extra_refills, params->badge);
}

void sel4utils_thread_clean_up_objects(sel4utils_thread_t *thread, vka_t *vka)
{
    sel4utils_object_clean_up(vka, &thread->tcb);
    if (thread->own_sc) {
        sel4utils_object_clean_up(vka, &thread->sched_context);
    }
    if (thread->own_reply) {
        sel4utils_object_clean_up(vka, &thread->reply);
    }
}

static int make_memory(sel4utils_thread_t *thread, vspace_t *alloc, const sel4utils_thread_config_t *config)
{
    thread->stack_size =
        config->custom_stack_size ? config->stack_size : BYTES_TO_4K_PAGES(CONFIG_SEL4UTILS_STACK_SIZE);
    if (thread->stack_size > 0) {
        thread->stack_top = vspace_new_sized_stack(alloc, thread->stack_size);
        if (!thread->stack_top) {
            return -1;
        }
        thread->initial_stack_pointer = thread->stack_top;
    }
    if (!config->no_ipc_buffer) {
        thread->ipc_buffer_addr = (seL4_Word)vspace_new_ipc_buffer(alloc, &thread->ipc_buffer);
        return thread->ipc_buffer_addr ? 0 : -1;
    }
    return 0;
}

static int make_thread(sel4utils_thread_t *thread, vka_t *vka, vspace_t *parent, vspace_t *alloc,
                       const sel4utils_thread_config_t *config)
{
    const sched_params_t *params = &config->sched_params;

    if (vka_alloc_tcb(vka, &thread->tcb) != 0 || make_memory(thread, alloc, config) != 0) {
        return -1;
    }
    thread->reply.cptr = config->reply;
    if (sel4utils_thread_schedule(thread, vka, params, config->create_reply) != 0) {
        return -1;
    }
    seL4_CPtr tcb = thread->tcb.cptr, context = thread->sched_context.cptr;
    int error = (int)api_tcb_configure(tcb, config->fault_endpoint, seL4_CapNull, context, config->cspace,
                                       config->cspace_root_data, vspace_get_root(parent), seL4_NilData,
                                       thread->ipc_buffer_addr, thread->ipc_buffer);
    if (error == 0 && params->auth != seL4_CapNull) {
        error = (int)api_tcb_set_sched_params(tcb, params->auth, params->priority, params->mcp, context,
                                              config->fault_endpoint);
    }
    return error;
}

int sel4utils_configure_thread_config(vka_t *vka, vspace_t *parent, vspace_t *alloc,
                                      sel4utils_thread_config_t config, sel4utils_thread_t *res)
{
    memset(res, 0, sizeof(*res));
    if (make_thread(res, vka, parent, alloc, &config) != 0) {
        ZF_LOGE("cannot make a thread");
        sel4utils_clean_up_thread(vka, alloc, res);
        return -1;
    }
    return 0;
}

int sel4utils_configure_thread(vka_t *vka, vspace_t *parent, vspace_t *alloc, seL4_CPtr fault_endpoint,
                               seL4_CNode cspace, seL4_Word cspace_root_data, sel4utils_thread_t *res)
{
    sel4utils_thread_config_t config = {0};

    config = thread_config_cspace(config, cspace, cspace_root_data);
    config = thread_config_fault_endpoint(config, fault_endpoint);
    return sel4utils_configure_thread_config(vka, parent, alloc, thread_config_create_reply(config), res);
}

int sel4utils_start_thread(sel4utils_thread_t *thread, sel4utils_thread_entry_fn entry_point, void *arg0,
                           void *arg1, int resume)
{
    seL4_UserContext context = {0};

    if (!thread->initial_stack_pointer) {
        ZF_LOGE("a thread without a stack cannot begin at a function");
        return -1;
    }
    sel4utils_arch_init_local_context((void *)(uintptr_t)entry_point, arg0, arg1,
                                      (void *)thread->ipc_buffer_addr, thread->initial_stack_pointer,
                                      &context);
    return (int)seL4_TCB_WriteRegisters(thread->tcb.cptr, resume != 0, 0, sizeof(context) / sizeof(seL4_Word),
                                        &context);
}

void sel4utils_clean_up_thread(vka_t *vka, vspace_t *alloc, sel4utils_thread_t *thread)
{
    sel4utils_thread_clean_up_objects(thread, vka);
    if (thread->ipc_buffer_addr) {
        vspace_free_ipc_buffer(alloc, (void *)thread->ipc_buffer_addr);
    }
    if (thread->stack_top) {
        vspace_free_sized_stack(alloc, thread->stack_top, thread->stack_size);
    }
    memset(thread, 0, sizeof(*thread));
}

/* What a fault message says, in words. */
void sel4utils_print_fault_message(seL4_MessageInfo_t tag, const char *name)
{
    seL4_Word type = seL4_MessageInfo_get_label(tag);

    printf("%s: %s", name, sel4_strfault((int)type));
    for (seL4_Word i = 0; i < seL4_MessageInfo_get_length(tag); i++) {
        printf(" 0x%lx", (unsigned long)seL4_GetMR((int)i));
    }
    printf("\n");
}
