/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Peers on a real kernel: threads in the program's VSpace, each with a stack, IPC buffer and thread-local
 * variables of its own.
 */
#include "ipc/ipc.h"

#include <sel4runtime.h>
#include <sel4utils/helpers.h>

#include "directed/directed.h"
#include "paging.h"
#include "parts.h"

#define VSPACE seL4_CapInitThreadVSpace
#define BUFFER_SIZE 0x1000
#define PRIORITY 101 /* above the program's */

/* libsel4utils, if more of it is linked, refers to an archive of programs. There is none. */
char _cpio_archive[1], _cpio_archive_end[1];

static char stacks[2][0x4000] __attribute__((aligned(16)));
static char variables[2][0x1000] __attribute__((aligned(64)));

static void enter(void *number, void *round, void *second)
{
    peer_main((seL4_Word)number, (seL4_Word)round, (seL4_Word)second);
}

static seL4_Word buffer_vaddr(seL4_Word second)
{
    return own_vaddr + second * BUFFER_SIZE;
}

static int start_thread(seL4_Word number, seL4_Word round, seL4_Word second)
{
    seL4_UserContext context = {0};
    seL4_Word words = sizeof(context) / sizeof(seL4_Word);
    sel4runtime_uintptr_t base = sel4runtime_write_tls_image(variables[second]);

    sel4runtime_set_tls_variable(base, __sel4_ipc_buffer, (seL4_IPCBuffer *)buffer_vaddr(second));
    sel4utils_arch_init_local_context(enter, (void *)number, (void *)round, (void *)second,
                                      stacks[second] + sizeof(stacks[second]), &context);
    return seL4_TCB_WriteRegisters(scene.tcb, 0, 0, words, &context) ||
           seL4_TCB_SetTLSBase(scene.tcb, base) /* one of the registers */ || seL4_TCB_Resume(scene.tcb);
}

void peer_start(seL4_Word number, seL4_Word round, seL4_Word second)
{
    seL4_CPtr buffer = object(FRAME_OBJECT, 0);

    if (!second) {
        map_own_structures();
    }
    if (sel4runtime_get_tls_size() > sizeof(variables[second]) ||
        invoke(buffer, PAGE_MAP, WORDS(buffer_vaddr(second), READ | WRITE, 0), WORDS(VSPACE)) ||
        configure_peer(VSPACE, buffer_vaddr(second), buffer) || schedule_peer(PRIORITY) ||
        start_thread(number, round, second)) {
        line_print("world.no-peer:");
    }
}
