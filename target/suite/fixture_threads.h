/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The threads of the fixture; see include/support/user_fixture.h.
 */
#pragma once

#include "support/user_fixture.h"

struct fixture_thread {
    seL4_IPCBuffer *buffer; /* what the tests see */
    seL4_IPCBuffer own_buffer;
    sel4utils_process_t process;
    vka_object_t command; /* the notification that it waits for */
    vka_object_t reply;   /* with MCS, for what it receives */
    struct abi_message message;
    volatile bool answered; /* its last system call is complete */
    volatile bool dies;
    struct fixture_thread *next;
};

/* Makes the system call in `message` as the calling thread, by its own IPC buffer. cnode: its own CNode. */
void fixture_perform(struct abi_message *message, seL4_CPtr cnode);

/* Returns 0 if the calling thread's slot is empty. */
seL4_Word fixture_identify(seL4_CPtr cnode, seL4_CPtr slot);

/* Makes the system call as the root task. */
void fixture_perform_as_root(struct abi_message *message);

/* Whether a receive of the root task that no client ends fails the test. */
void fixture_ends_receives(bool so);

/* Waits until all clients are blocked. */
void fixture_settle(void);

/* Makes the thread that finds that out. Returns 0 or an error. */
int fixture_settling_init(sel4rpc_platform_t *platform, vka_t *vka);

/* Makes a client, waiting for orders. Returns 0 or an error. */
int fixture_thread_init(struct fixture_thread *thread, sel4rpc_platform_t *platform, vka_t *vka,
                        int cnode_bits);
void fixture_thread_clean_up(struct fixture_thread *thread, sel4rpc_platform_t *platform, vka_t *vka);

/* A vka that counts what is allocated. */
struct hosted_balance fixture_counting_balance(void);
void fixture_counting_init(vka_t *vka, vka_t *below);
