/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A client of the fixture: a thread in the root task's address space, in a CSpace like that of a process of
 * sel4utils.
 */
#include "fixture_threads.h"

#include <sel4utils/api.h>
#include <sel4utils/thread.h>
#include <vka/capops.h>

#define CLIENT_PRIORITY 100
#define COMMAND_SLOT 20 /* in its CSpace */
#define REPLY_SLOT 21

static void client_main(void *argument, void *ignored, void *buffer)
{
    struct fixture_thread *thread = argument;

    (void)ignored;
    (void)buffer;
    for (;;) {
        seL4_Wait(COMMAND_SLOT, NULL);
        if (thread->dies) {
            __builtin_trap();
        }
        thread->message.reply = REPLY_SLOT;
        fixture_perform(&thread->message, SEL4UTILS_CNODE_SLOT);
        thread->answered = true;
    }
}

/* Puts a copy into the client's CSpace. */
static int copy_to(struct fixture_thread *thread, vka_t *vka, seL4_CPtr capability, seL4_Word slot,
                   seL4_Word badge_or_guard)
{
    cspacepath_t from;
    cspacepath_t to = {
        .root = thread->process.cspace.cptr, .capPtr = slot, .capDepth = thread->process.cspace_size};

    vka_cspace_make_path(vka, capability, &from);
    return vka_cnode_mint(&to, &from, seL4_AllRights, badge_or_guard);
}

static int make_objects(struct fixture_thread *thread, vka_t *vka, int cnode_bits)
{
    sel4utils_process_t *process = &thread->process;
    int error = vka_alloc_cnode_object(vka, (seL4_Word)cnode_bits, &process->cspace);

    process->cspace_size = (uint32_t)cnode_bits;
    process->cspace_next_free = SEL4UTILS_FIRST_FREE;
    if (error == 0) {
        error = vka_alloc_endpoint(vka, &process->fault_endpoint);
    }
    if (error == 0 && config_set(CONFIG_KERNEL_MCS)) {
        error = vka_alloc_reply(vka, &thread->reply);
    }
    return error != 0 ? error : vka_alloc_notification(vka, &thread->command);
}

static int make_thread(struct fixture_thread *thread, sel4rpc_platform_t *platform, vka_t *vka,
                       seL4_Word guard)
{
    sel4utils_process_t *process = &thread->process;
    seL4_CPtr fault_endpoint =
        config_set(CONFIG_KERNEL_MCS) ? process->fault_endpoint.cptr : SEL4UTILS_ENDPOINT_SLOT;
    sel4utils_thread_config_t config = thread_config_default(&platform->simple, process->cspace.cptr, guard,
                                                             fault_endpoint, CLIENT_PRIORITY);

    return sel4utils_configure_thread_config(vka, &platform->vspace, &platform->vspace, config,
                                             &process->thread);
}

int fixture_thread_init(struct fixture_thread *thread, sel4rpc_platform_t *platform, vka_t *vka,
                        int cnode_bits)
{
    sel4utils_process_t *process = &thread->process;
    seL4_Word guard = api_make_guard_skip_word(seL4_WordBits - (seL4_Word)cnode_bits);
    int error = make_objects(thread, vka, cnode_bits);

    thread->buffer = &thread->own_buffer;
    if (error == 0) {
        error = copy_to(thread, vka, process->cspace.cptr, SEL4UTILS_CNODE_SLOT, guard);
    }
    if (error == 0) {
        error = copy_to(thread, vka, process->fault_endpoint.cptr, SEL4UTILS_ENDPOINT_SLOT, 0);
    }
    if (error == 0) {
        error = copy_to(thread, vka, thread->command.cptr, COMMAND_SLOT, 0);
    }
    if (error == 0 && config_set(CONFIG_KERNEL_MCS)) {
        error = copy_to(thread, vka, thread->reply.cptr, REPLY_SLOT, 0);
    }
    if (error == 0) {
        error = make_thread(thread, platform, vka, guard);
    }
    if (error == 0) {
        error = copy_to(thread, vka, process->thread.tcb.cptr, SEL4UTILS_TCB_SLOT, 0);
    }
    return error != 0 ? error : sel4utils_start_thread(&process->thread, client_main, thread, NULL, 1);
}

void fixture_thread_clean_up(struct fixture_thread *thread, sel4rpc_platform_t *platform, vka_t *vka)
{
    sel4utils_process_t *process = &thread->process;
    cspacepath_t path;

    (void)seL4_TCB_Suspend(process->thread.tcb.cptr);
    vka_cspace_make_path(vka, process->cspace.cptr, &path);
    (void)vka_cnode_revoke(&path); /* the CSpace's capability to itself */
    vka_free_object(vka, &process->cspace);
    sel4utils_clean_up_thread(vka, &platform->vspace, &process->thread);
    vka_free_object(vka, &process->fault_endpoint);
    vka_free_object(vka, &thread->command);
    if (config_set(CONFIG_KERNEL_MCS)) {
        vka_free_object(vka, &thread->reply);
    }
}
