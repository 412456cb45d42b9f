/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The peer on hosted seL4: a process of its own, which runs the program once more.
 */
#include "ipc/ipc.h"

#include <stdio.h>

#include "paging.h"

#define PRIORITY 101 /* as on a real kernel; it has no effect */

static size_t add_argument(char *arguments, seL4_Word number)
{
    return (size_t)snprintf(arguments, 24, "%lu", (unsigned long)number) + 1;
}

void peer_start(seL4_Word number, seL4_Word round, seL4_Word second)
{
    seL4_CPtr vspace = object(VSPACE_OBJECT, 0);
    char arguments[96] = "fidelity\0fidelity\0peer"; /* the program's file, and its arguments */
    size_t used = sizeof("fidelity\0fidelity\0peer");

    used += add_argument(arguments + used, number);
    used += add_argument(arguments + used, round);
    used += add_argument(arguments + used, second);
    invoke(seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(vspace));
    if (configure_peer(vspace, 0, 0) || schedule_peer(PRIORITY) ||
        hosted_tcb_set_image(scene.tcb, arguments, used) || invoke(scene.tcb, TCBResume, NOTHING, NOTHING)) {
        line_print("world.no-peer:");
    }
}
