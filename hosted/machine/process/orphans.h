/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processes that hosted programs have forked and left behind.
 */
#ifndef HOSTED_MACHINE_PROCESS_ORPHANS_H
#define HOSTED_MACHINE_PROCESS_ORPHANS_H

struct machine;

/* From now on processes whose parent ends become our children. */
void orphans_init(void);

/* Ends all children of ours that run no thread. */
void orphans_end(struct machine *machine);

#endif
