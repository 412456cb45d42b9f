/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * README.md's child: it asks for a frame.
 */
#include <sel4rpc/child.h>
#include <stdio.h>
#include <stdlib.h>
#include <vspace/page.h>

int main(int argc, char *argv[])
{
    sel4rpc_child_t child;
    sel4rpc_memory_t frame;

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(&child);
    int error = sel4rpc_alloc_memory(&child.rpc, seL4_ARCH_4KPage, seL4_PageBits, slot, &frame);
    printf("child: asked for a frame: %s\n", sel4rpc_strerror(error));
    child.failures += error != 0;
    sel4rpc_child_finish(&child); /* tells the parent, which ends it */
}
