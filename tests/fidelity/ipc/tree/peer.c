/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The peer on a real kernel: a thread in the program's VSpace, with a stack, IPC buffer and thread-local
 * variables of its own.
 */
#include "ipc/ipc.h"

#include <sel4runtime.h>
#include <sel4utils/helpers.h>

#include "directed/directed.h"
#include "paging.h"
#include "parts.h"

#define VSPACE seL4_CapInitThreadVSpace
#define PRIORITY 101 /* above the program's */

/* libsel4utils, if more of it is linked, refers to an archive of programs. There is none. */
char _cpio_archive[1], _cpio_archive_end[1];

static char stack[0x4000] __attribute__((aligned(16)));
static char variables[0x1000] __attribute__((aligned(64)));

static void enter(void *number, void *round, void *unused)
{
    peer_main((seL4_Word)number, (seL4_Word)round);
}

static int start_thread(seL4_Word number, seL4_Word round)
{
    seL4_UserContext context = {0};
    seL4_Word words = sizeof(context) / sizeof(seL4_Word);
    sel4runtime_uintptr_t base = sel4runtime_write_tls_image(variables);

    sel4runtime_set_tls_variable(base, __sel4_ipc_buffer, (seL4_IPCBuffer *)own_vaddr);
    sel4utils_arch_init_local_context(enter, (void *)number, (void *)round, NULL, stack + sizeof(stack),
                                      &context);
    return seL4_TCB_WriteRegisters(scene.tcb, 0, 0, words, &context) ||
           seL4_TCB_SetTLSBase(scene.tcb, base) /* one of the registers */ || seL4_TCB_Resume(scene.tcb);
}

void peer_start(seL4_Word number, seL4_Word round)
{
    seL4_CPtr buffer = object(FRAME_OBJECT, 0);

    map_own_structures();
    if (sel4runtime_get_tls_size() > sizeof(variables) ||
        invoke(buffer, PAGE_MAP, WORDS(own_vaddr, READ | WRITE, 0), WORDS(VSPACE)) ||
        configure_peer(VSPACE, own_vaddr, buffer) || schedule_peer(PRIORITY) || start_thread(number, round)) {
        line_print("world.no-peer:");
    }
}
