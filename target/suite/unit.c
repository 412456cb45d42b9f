/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child that runs unit tests: those of one file, from a given test on. Its name says which: "unit 3 17" is
 * the 17th test of the third file. It reports to the root task, whose endpoint the tests do not know.
 */
#include <sel4rpc/child.h>

#include "message.h"
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utils/stack.h>

#define STACK_BYTES (256 * 1024) /* some tests paint their stack */

static sel4rpc_child_t child;
static seL4_IPCBuffer *own_buffer;

/* The tests play with the IPC buffer, so it is as before afterwards. */
void suite_report(enum suite_event event, const char *text)
{
    static seL4_IPCBuffer kept;
    seL4_IPCBuffer *current = seL4_GetIPCBuffer();

    seL4_SetIPCBuffer(own_buffer);
    kept = *own_buffer;
    seL4_SetCapReceivePath(0, 0, 0);
    seL4_SetMR(0, SUITE_MAGIC);
    seL4_SetMR(1, event);
    strncpy((char *)&own_buffer->msg[SUITE_FIRST_TEXT], text, SUITE_TEXT_BYTES);
    (void)seL4_Call(child.rpc.server_ep, seL4_MessageInfo_new(0, 0, 0, SUITE_WORDS));
    *own_buffer = kept;
    seL4_SetIPCBuffer(current);
}

static void *run(void *program)
{
    suite_run_program(program);
    return NULL;
}

int main(int argc, char *argv[])
{
    static char stack[STACK_BYTES] __attribute__((aligned(16)));
    unsigned program, first;

    if (sel4rpc_child_init(&child, argc, argv) != 0 ||
        sscanf(child.name, "unit %u %u", &program, &first) != 2) {
        return EXIT_FAILURE;
    }
    own_buffer = seL4_GetIPCBuffer();
    suite_first_test = first;
    (void)utils_run_on_stack(stack + sizeof(stack), run, (void *)&suite_programs[program]);
    seL4_SetIPCBuffer(own_buffer);
    sel4rpc_child_finish(&child);
}
