/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * On a real kernel, a thread needs a block of thread-local variables, which one of its registers points to.
 */
#include "common/entry.h"

#include <sel4runtime.h>

#include "common/line.h"
#include "places.h"

const int has_time_slices = 1;
const int has_system_calls = 1;

/* libsel4utils, if more of it is linked, refers to an archive of programs. There is none. */
char _cpio_archive[1], _cpio_archive_end[1];

static char variables[ENTRIES][0x1000] __attribute__((aligned(64)));

void set_variables(unsigned index, seL4_UserContext *context)
{
    sel4runtime_uintptr_t base = sel4runtime_write_tls_image(variables[index]);

    if (sel4runtime_get_tls_size() > sizeof(variables[index])) {
        line_print("world.no-thread:");
    }
    sel4runtime_set_tls_variable(base, __sel4_ipc_buffer, (seL4_IPCBuffer *)buffer_vaddr(index));
    ((seL4_Word *)context)[TLS_PLACE] = base;
}
