/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The parts of the program.
 */
#pragma once

#include <sel4/sel4.h>

#define RANDOM_ROUNDS 320

/* Prints a line for each directed call. */
void directed(void);

/* Prints lines about IPC with a peer, another thread; it enters peer_main(). */
void ipc(void);
void peer_main(seL4_Word number, seL4_Word round, seL4_Word second);

/* Prints lines about threads in the program's VSpace. */
void thread_lines(void);
/* The same, with pieces of the processor's own code: the architecture must be that of seL4. */
void code_lines(void);

/* Makes one round of random calls. Prints a digest of all its lines, or the lines themselves. */
void random_round(unsigned round, int all_lines);
