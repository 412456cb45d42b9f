/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The signals that the machine acts on. They are blocked but while it waits in ppoll(), so that none is
 * missed between looking and waiting.
 */
#ifndef HOSTED_MACHINE_PROCESS_SIGNALS_H
#define HOSTED_MACHINE_PROCESS_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

void signals_init(void);
/* What signals_init() changed is as it was: for a child, or at the end. */
void signals_restore(void);

/* The mask to wait with. */
const sigset_t *signals_wait_mask(void);

/* The signal that asks us to end, or 0. */
int signals_get_stop(void);

/* Whether a child has ended since the last call. */
bool signals_take_child(void);

#endif
