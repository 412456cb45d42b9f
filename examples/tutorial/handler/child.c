/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A child that asks for memory until its parent's handler refuses, and again when it has freed some.
 */
#include "../../common/child.h"

#include <stdlib.h>

static int ask(sel4rpc_child_t *child, int expected, sel4rpc_memory_t *memory)
{
    int error =
        sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, 12, sel4rpc_child_take_slot(child), memory);

    child_expect(child, "asked for 4 KiB", expected, error);
    return error;
}

int main(int argc, char *argv[])
{
    sel4rpc_child_t child;
    sel4rpc_memory_t first, other;

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    if (ask(&child, 0, &first) == 0) {
        ask(&child, 0, &other);
        ask(&child, seL4_NotEnoughMemory, &other);
        child_expect(&child, "freed 4 KiB", 0, sel4rpc_free_memory(&child.rpc, &first));
        ask(&child, 0, &other);
    }
    sel4rpc_child_finish(&child);
}
