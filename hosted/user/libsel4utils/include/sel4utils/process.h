/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processes: a parent makes them from its own memory, gives them capabilities, starts and destroys them.
 *
 * A process's CSpace is one CNode, whose guard makes a slot's number its address. Its program is the
 * executable of that name beside the parent's.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <sel4/sel4.h>
#include <sel4utils/process_config.h>
#include <sel4utils/thread.h>
#include <sel4utils/vspace.h>
#include <vka/object.h>
#include <vka/vka.h>
#include <vspace/vspace.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WORD_STRING_SIZE ((CONFIG_WORD_SIZE / 3) + 1)

typedef struct {
    vka_object_t pd;
    vspace_t vspace;
    sel4utils_alloc_data_t data;
    vka_object_t cspace;
    uint32_t cspace_size; /* log2 of the slots */
    uint32_t cspace_next_free;
    sel4utils_thread_t thread;
    vka_object_t fault_endpoint;
    void *entry_point;
    uintptr_t sysinfo;
    seL4_CPtr dest_tcb_cptr;
    bool own_vspace;
    bool own_cspace;
    bool own_ep;
    char *image_name; /* hosted only: the process's own copy */
} sel4utils_process_t;

/* The slots that a process starts with. */
enum sel4utils_cspace_layout {
    SEL4UTILS_NULL_SLOT = 0,
    SEL4UTILS_CNODE_SLOT = 1,
    SEL4UTILS_ENDPOINT_SLOT = 2, /* the fault endpoint */
    SEL4UTILS_PD_SLOT = 3,
    SEL4UTILS_ASID_POOL_SLOT = 4, /* empty if the configuration has none */
    SEL4UTILS_TCB_SLOT = 5,
    SEL4UTILS_SCHED_CONTEXT_SLOT = 6, /* empty without MCS */
    SEL4UTILS_REPLY_SLOT = 7,         /* empty without MCS */
    SEL4UTILS_FIRST_FREE = 8
};

/*
 * Makes a process. If that fails it returns -1, with nothing allocated. The vka must outlive the process;
 * `vspace` is unused. The first function makes everything by default, and takes no priority for the process.
 */
int sel4utils_configure_process(sel4utils_process_t *process, vka_t *vka, vspace_t *vspace,
                                const char *image_name);
int sel4utils_configure_process_custom(sel4utils_process_t *process, vka_t *target_vka,
                                       vspace_t *spawner_vspace, sel4utils_process_config_t config);

/*
 * Gives the process its arguments, and starts it unless `resume` is 0. The image's name and argv together
 * must fit in a message. Returns -1 if that fails; the process is then unchanged.
 */
int sel4utils_spawn_process(sel4utils_process_t *process, vka_t *vka, vspace_t *vspace, int argc,
                            char *argv[], int resume);
int sel4utils_spawn_process_v(sel4utils_process_t *process, vka_t *vka, vspace_t *vspace, int argc,
                              char *argv[], int resume);

/*
 * Put a capability into the process's next free slot and return the slot, or 0 if that fails. Move frees the
 * old slot with `from_vka`, unless NULL.
 */
seL4_CPtr sel4utils_copy_path_to_process(sel4utils_process_t *process, cspacepath_t src);
seL4_CPtr sel4utils_copy_cap_to_process(sel4utils_process_t *process, vka_t *vka, seL4_CPtr cap);
seL4_CPtr sel4utils_move_cap_to_process(sel4utils_process_t *process, cspacepath_t src, vka_t *from_vka);
seL4_CPtr sel4utils_mint_cap_to_process(sel4utils_process_t *process, cspacepath_t src,
                                        seL4_CapRights_t rights, seL4_Word data);

/*
 * Ends the process and frees everything that was made for it. Deletes whatever its CSpace held. What the
 * caller made (process_config_cnode() and the like) stays the caller's.
 */
void sel4utils_destroy_process(sel4utils_process_t *process, vka_t *vka);

/* Writes words as decimal numbers, for argv. The arguments after argc are seL4_Words. */
void sel4utils_create_word_args(char strings[][WORD_STRING_SIZE], char *argv[], int argc, ...);

#ifdef __cplusplus
}
#endif
