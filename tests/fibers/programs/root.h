/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task of the fiber machine's tests. The first argument names the scenario; each subject has a file
 * with a table of them. Exits with 0 if all went well; the test checks what it prints.
 */
#pragma once

#include "raw.h"

#define CHILD_VADDR 0x44000000UL
#define OWN_VADDR 0x4c000000UL
#define RIGHTS_READ_WRITE (ABI_RIGHT_READ | ABI_RIGHT_WRITE)

struct root_scenario {
    const char *name; /* NULL ends the table */
    int (*function)(char *arguments[]);
};

extern const struct root_scenario root_libc[], root_memory[], root_threads[];

/* Starts a child, with the endpoint to its parent as its argument. */
void root_start(struct raw_child *child, const char *scenario);
/* Starts a child with another number as its argument. */
void root_start_with(struct raw_child *child, const char *scenario, abi_word argument);

/*
 * Waits for a child's fault or message, and prints it in a line: "fault 0x44000000", "exited 0", "signal 9",
 * "message 5", ...
 */
void root_print_message(const struct raw_child *child);

/* Like root_print_message(), and then deletes the child. */
void root_finish(const struct raw_child *child);

/* Returns an empty slot. */
abi_word root_slot(void);

/* Makes an object from an untyped. */
void root_retype(abi_word untyped, enum abi_object type, abi_word slot);

/*
 * Makes a frame for the child and maps it there at CHILD_VADDR, and here, by a copy of the capability, at
 * `own`. Returns the child's capability.
 */
abi_word root_share(const struct raw_child *child, abi_word own);
