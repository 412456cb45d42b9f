/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child that crashes with all that it holds.
 */
#include "../../common/child.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char *argv[])
{
    volatile uintptr_t nowhere = 64; /* volatile hides the value from the compiler */
    sel4rpc_child_t child;
    sel4rpc_memory_t memory;

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    for (seL4_Word bits = 12; bits <= 14; bits++) {
        child_expect(&child, "asked for memory", 0,
                     sel4rpc_alloc_memory(&child.rpc, seL4_UntypedObject, bits,
                                          sel4rpc_child_take_slot(&child), &memory));
    }
    fflush(stdout);
    *(volatile int *)nowhere = 1;
    sel4rpc_child_finish(&child);
}
