/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task of the fiber machine's tests, in files by subject: each has a table of scenarios, named by
 * the first argument. Status 0 if all went well; the test checks what it prints.
 */
#pragma once

#include "raw.h"

#define CHILD_VADDR 0x44000000UL
#define OWN_VADDR 0x4c000000UL
#define RIGHTS_READ_WRITE (ABI_RIGHT_READ | ABI_RIGHT_WRITE)

struct root_scenario {
    const char *name; /* NULL: the end */
    int (*function)(char *arguments[]);
};

extern const struct root_scenario root_libc[], root_memory[], root_threads[];

/* A child that runs, with the endpoint to its parent for argument. */
void root_start(struct raw_child *child, const char *scenario);
/* The same with another number. */
void root_start_with(struct raw_child *child, const char *scenario, abi_word argument);

/* Waits for a child's fault or message, and prints it in a line: "fault 0x44000000", "exited 0", "signal 9",
 * "message 5", ... */
void root_print_message(const struct raw_child *child);

/* As root_print_message(), and deletes it. */
void root_finish(const struct raw_child *child);

/* An empty slot. */
abi_word root_slot(void);

/* Makes an object of an untyped. */
void root_retype(abi_word untyped, enum abi_object type, abi_word slot);

/* Makes a frame of the child's, mapped there at CHILD_VADDR, and by a copy of the capability here at `own`.
 * Returns the former. */
abi_word root_share(const struct raw_child *child, abi_word own);
