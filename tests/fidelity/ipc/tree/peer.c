/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Peers on a real kernel: threads in the program's VSpace.
 */
#include "ipc/ipc.h"

#include "common/entry.h"
#include "directed/directed.h"
#include "parts.h"

#define PRIORITY 101 /* above the program's */

static void enter(void *number, void *round, void *second)
{
    peer_main((seL4_Word)number, (seL4_Word)round, (seL4_Word)second);
}

static seL4_Error start(const seL4_Word arguments[3], unsigned second)
{
    seL4_UserContext context;

    make_entry(second, enter, arguments, &context);
    return (seL4_Error)seL4_TCB_WriteRegisters(scene.tcb, 1, 0, sizeof(context) / sizeof(seL4_Word),
                                               &context);
}

void peer_start(seL4_Word number, seL4_Word round, seL4_Word second)
{
    seL4_CPtr buffer;

    if (!second) {
        map_own_structures();
    }
    if (map_buffer((unsigned)second, &buffer) ||
        configure_peer(seL4_CapInitThreadVSpace, buffer_vaddr((unsigned)second), buffer) ||
        schedule_peer(PRIORITY) || start((seL4_Word[]){number, round, second}, (unsigned)second)) {
        line_print("world.no-peer:");
    }
}
