/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processes: a parent makes them from its own memory, starts and destroys them.
 *
 * Each step of making a process leaves its mark in the structure; destroying undoes the steps that were made,
 * so it also ends a failed configuration. An object is revoked before it is freed: the process has
 * capabilities to it in its own CSpace, and may have handed them on.
 */
#include <sel4utils/process.h>

#include <stdlib.h>
#include <string.h>

#include <vka/capops.h>

#include "parts.h"

/* ---- The process's CSpace. */

static cspacepath_t process_path(const sel4utils_process_t *process, seL4_CPtr slot)
{
    return (cspacepath_t){
        .capPtr = slot,
        .capDepth = process->cspace_size,
        .root = process->cspace.cptr,
        .offset = slot,
        .window = 1,
    };
}

static bool next_path(const sel4utils_process_t *process, cspacepath_t *dest)
{
    if (!process->own_cspace || process->cspace_next_free >= BIT(process->cspace_size)) {
        return false;
    }
    *dest = process_path(process, process->cspace_next_free);
    return true;
}

seL4_CPtr sel4utils_copy_path_to_process(sel4utils_process_t *process, cspacepath_t src)
{
    cspacepath_t dest;

    if (!next_path(process, &dest) || vka_cnode_copy(&dest, &src, seL4_AllRights) != 0) {
        return 0;
    }
    return process->cspace_next_free++;
}

seL4_CPtr sel4utils_copy_cap_to_process(sel4utils_process_t *process, vka_t *vka, seL4_CPtr cap)
{
    cspacepath_t src;

    vka_cspace_make_path(vka, cap, &src);
    return sel4utils_copy_path_to_process(process, src);
}

seL4_CPtr sel4utils_mint_cap_to_process(sel4utils_process_t *process, cspacepath_t src,
                                        seL4_CapRights_t rights, seL4_Word data)
{
    cspacepath_t dest;

    if (!next_path(process, &dest) || vka_cnode_mint(&dest, &src, rights, data) != 0) {
        return 0;
    }
    return process->cspace_next_free++;
}

seL4_CPtr sel4utils_move_cap_to_process(sel4utils_process_t *process, cspacepath_t src, vka_t *from_vka)
{
    cspacepath_t dest;

    if (!next_path(process, &dest) || vka_cnode_move(&dest, &src) != 0) {
        return 0;
    }
    if (from_vka) {
        vka_cspace_free_path(from_vka, src);
    }
    return process->cspace_next_free++;
}

/* Copies one of the caller's capabilities to a fixed slot; leaves the slot empty if there is none. */
static int put_fixed(sel4utils_process_t *process, vka_t *vka, seL4_CPtr slot, seL4_CPtr cap)
{
    cspacepath_t dest = process_path(process, slot);
    cspacepath_t src;

    if (!process->own_cspace || cap == seL4_CapNull) {
        return 0;
    }
    vka_cspace_make_path(vka, cap, &src);
    return vka_cnode_copy(&dest, &src, seL4_AllRights);
}

/* The guard covers the bits that a slot's number lacks. */
static seL4_Word process_guard(const sel4utils_process_t *process)
{
    return process->own_cspace ? api_make_guard_skip_word(seL4_WordBits - process->cspace_size) : 0;
}

/* ---- The steps of making one. */

/*
 * Where a real process has its image, and its stack and IPC buffer. A hosted one has them elsewhere, but its
 * VSpace gets their paging structures, so that mappings need as much memory as on the real kernel.
 */
static const uintptr_t used_vaddrs[] = {seL4_WordBits == 64 ? 0x400000 : 0x8048000, 0x10000000};

static int make_paging_structures(vspace_t *vspace)
{
    int error = 0;

    for (unsigned i = 0; error == 0 && i < ARRAY_SIZE(used_vaddrs); i++) {
        error = sel4utils_structures_add(vspace, used_vaddrs[i]);
    }
    return error;
}

static int make_cspace(sel4utils_process_t *process, vka_t *vka, const sel4utils_process_config_t *config)
{
    cspacepath_t dest;
    cspacepath_t src;

    if (!config->create_cspace) {
        process->cspace = config->cnode;
        process->dest_tcb_cptr = config->dest_cspace_tcb_cptr;
        return 0;
    }
    process->cspace_size = (uint32_t)config->one_level_cspace_size_bits;
    process->cspace_next_free = SEL4UTILS_FIRST_FREE;
    if (vka_alloc_cnode_object(vka, process->cspace_size, &process->cspace) != 0) {
        return -1;
    }
    process->own_cspace = true;
    dest = process_path(process, SEL4UTILS_CNODE_SLOT);
    vka_cspace_make_path(vka, process->cspace.cptr, &src);
    return vka_cnode_mint(&dest, &src, seL4_AllRights, process_guard(process));
}

static int make_vspace(sel4utils_process_t *process, vka_t *vka, const sel4utils_process_config_t *config)
{
    if (!config->create_vspace) {
        process->pd = config->page_dir;
        if (config->vspace) {
            process->vspace = *config->vspace;
        }
    } else {
        if (vka_alloc_vspace_root(vka, &process->pd) != 0) {
            return -1;
        }
        process->own_vspace = true;
        sel4utils_get_vspace(NULL, &process->vspace, &process->data, vka, process->pd.cptr, NULL, NULL);
        if (config->asid_pool != seL4_CapNull &&
            seL4_ARCH_ASIDPool_Assign(config->asid_pool, process->pd.cptr) != seL4_NoError) {
            return -1;
        }
        if (make_paging_structures(&process->vspace) != 0) {
            return -1;
        }
    }
    if (put_fixed(process, vka, SEL4UTILS_PD_SLOT, process->pd.cptr) != 0) {
        return -1;
    }
    return put_fixed(process, vka, SEL4UTILS_ASID_POOL_SLOT, config->asid_pool);
}

static int make_fault_endpoint(sel4utils_process_t *process, vka_t *vka,
                               const sel4utils_process_config_t *config)
{
    if (!config->create_fault_endpoint) {
        process->fault_endpoint = config->fault_endpoint;
    } else {
        if (vka_alloc_endpoint(vka, &process->fault_endpoint) != 0) {
            return -1;
        }
        process->own_ep = true;
    }
    return put_fixed(process, vka, SEL4UTILS_ENDPOINT_SLOT, process->fault_endpoint.cptr);
}

/* With MCS: a reply object, and what the thread runs on. */
static int make_schedule(sel4utils_process_t *process, vka_t *vka, const sched_params_t *params)
{
    sel4utils_thread_t *thread = &process->thread;

    if (sel4utils_thread_schedule(thread, vka, params, process->own_cspace) != 0 ||
        put_fixed(process, vka, SEL4UTILS_SCHED_CONTEXT_SLOT, thread->sched_context.cptr) != 0) {
        return -1;
    }
    return put_fixed(process, vka, SEL4UTILS_REPLY_SLOT, thread->reply.cptr);
}

static int make_thread(sel4utils_process_t *process, vka_t *vka, const sel4utils_process_config_t *config)
{
    const sched_params_t *params = &config->sched_params;
    seL4_CPtr fault_ep = process->fault_endpoint.cptr;
    seL4_CPtr tcb;

    if (vka_alloc_tcb(vka, &process->thread.tcb) != 0 || make_schedule(process, vka, params) != 0) {
        return -1;
    }
    seL4_CPtr sched_context = process->thread.sched_context.cptr;
    tcb = process->thread.tcb.cptr;
    /* Without MCS, the fault endpoint is in the process's own CSpace. */
    if (!config_set(CONFIG_KERNEL_MCS) && process->own_cspace && fault_ep != seL4_CapNull) {
        fault_ep = SEL4UTILS_ENDPOINT_SLOT;
    }
    if (api_tcb_configure(tcb, fault_ep, seL4_CapNull, sched_context, process->cspace.cptr,
                          process_guard(process), process->pd.cptr, seL4_NilData, 0,
                          seL4_CapNull) != seL4_NoError) {
        return -1;
    }
    if (params->auth != seL4_CapNull &&
        api_tcb_set_sched_params(tcb, params->auth, params->priority, params->mcp, sched_context, fault_ep) !=
            seL4_NoError) {
        return -1;
    }
    if (process->own_cspace) {
        process->dest_tcb_cptr = SEL4UTILS_TCB_SLOT;
    }
    return put_fixed(process, vka, SEL4UTILS_TCB_SLOT, tcb);
}

static int name_image(sel4utils_process_t *process, const char *image_name)
{
    process->image_name = strdup(image_name);
    if (!process->image_name) {
        return -1;
    }
    return (int)hosted_tcb_set_image(process->thread.tcb.cptr, image_name, strlen(image_name) + 1);
}

int sel4utils_configure_process_custom(sel4utils_process_t *process, vka_t *target_vka,
                                       vspace_t *spawner_vspace, sel4utils_process_config_t config)
{
    (void)spawner_vspace;
    memset(process, 0, sizeof(*process));
    if (!config.is_elf || !config.do_elf_load || !config.image_name) {
        ZF_LOGE("a hosted process needs a program name, is_elf and do_elf_load");
        return -1;
    }
    if (make_cspace(process, target_vka, &config) != 0 || make_vspace(process, target_vka, &config) != 0 ||
        make_fault_endpoint(process, target_vka, &config) != 0 ||
        make_thread(process, target_vka, &config) != 0 || name_image(process, config.image_name) != 0) {
        ZF_LOGE("cannot make a process for %s", config.image_name);
        sel4utils_destroy_process(process, target_vka);
        return -1;
    }
    return 0;
}

int sel4utils_configure_process(sel4utils_process_t *process, vka_t *vka, vspace_t *vspace,
                                const char *image_name)
{
    sel4utils_process_config_t config = process_config_default(image_name, seL4_CapInitThreadASIDPool);

    config = process_config_auth(config, seL4_CapInitThreadTCB);
    return sel4utils_configure_process_custom(process, vka, vspace, config);
}

/* ---- Destroying. */

void sel4utils_destroy_process(sel4utils_process_t *process, vka_t *vka)
{
    sel4utils_thread_clean_up_objects(&process->thread, vka);
    if (process->own_cspace) {
        sel4utils_object_clean_up(vka, &process->cspace);
    }
    if (process->own_vspace) {
        vspace_tear_down(&process->vspace, VSPACE_FREE);
        sel4utils_object_clean_up(vka, &process->pd);
    }
    if (process->own_ep) {
        sel4utils_object_clean_up(vka, &process->fault_endpoint);
    }
    free(process->image_name);
    memset(process, 0, sizeof(*process));
}
