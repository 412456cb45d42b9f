/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child: it asks for an untyped, makes a notification from it, signals that, and frees the memory. The
 * parent refuses what exceeds its limits.
 */
#include <sel4rpc/child.h>
#include <stdio.h>
#include <stdlib.h>

/* Prints a call's result, and counts it if it is not as expected. */
static void expect(sel4rpc_child_t *child, const char *what, int expected, int error)
{
    printf("%s: %s: %s\n", child->name, what, sel4rpc_strerror(error));
    child->failures += error != expected;
}

static void use_memory(sel4rpc_child_t *child)
{
    sel4rpc_slot_t untyped = sel4rpc_child_take_slot(child);
    sel4rpc_slot_t notification = sel4rpc_child_take_slot(child);
    sel4rpc_memory_t memory;
    int error = sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, 12, untyped, &memory);

    expect(child, "asked for 4 KiB", seL4_NoError, error);
    if (error != seL4_NoError) {
        return;
    }
    error = (int)seL4_Untyped_Retype(untyped.index, seL4_NotificationObject, 0, notification.root, 0, 0,
                                     notification.index, 1);
    expect(child, "made a notification of it", seL4_NoError, error);
    if (error == seL4_NoError) {
        seL4_Word badge;
        seL4_Signal(notification.index);
        seL4_Wait(notification.index, &badge);
        printf("%s: heard my own signal\n", child->name);
    }
    expect(child, "gave the memory back", seL4_NoError, sel4rpc_free_memory(&child->rpc, &memory));
}

int main(int argc, char *argv[])
{
    sel4rpc_child_t child;
    sel4rpc_memory_t memory;

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    use_memory(&child);
    expect(
        &child, "asked for 1 MiB", seL4_NotEnoughMemory,
        sel4rpc_alloc_memory(&child.rpc, seL4_UntypedObject, 20, sel4rpc_child_take_slot(&child), &memory));
    sel4rpc_child_finish(&child); /* the parent ends this program */
}
