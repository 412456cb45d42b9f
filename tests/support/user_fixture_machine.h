/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The layer below the user fixture's kernel. Tests include user_fixture.h, not this.
 */
#pragma once

#include "support/user_fixture.h"

struct fixture_thread {
    seL4_IPCBuffer buffer;
    struct kernel_thread *kernel; /* NULL once destroyed */
    sel4utils_process_t *process; /* if the fixture made one */
    struct fixture_thread *next;
    bool answered; /* its last system call is complete */
};

int fixture_machine_boot(void);
void fixture_machine_shut_down(void);
/* Frees the records of a vspace, without a system call. */
void fixture_machine_forget_vspace(sel4utils_alloc_data_t *data);
abi_word fixture_machine_take_map_failure(abi_word vaddr);
const struct abi_message *fixture_machine_start_message(void);
