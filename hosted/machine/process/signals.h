/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The signals that the machine acts on. They stay blocked; the loop reads them from a descriptor, so that it
 * notices them however busy the machine is.
 */
#pragma once

#include <stdbool.h>

/* Returns false if no descriptor is available. */
bool signals_init(void);

/* Restores what signals_init() changed: for a child, or at the end. */
void signals_restore(void);

/* The descriptor to wait on for signals; readable while signals_collect() has something to do. */
int signals_get_descriptor(void);
void signals_collect(void);

/* Waits for a signal for up to so many milliseconds, and collects. */
void signals_wait(int milliseconds);

/* Among those collected, the signal that asks us to end, or 0. */
int signals_get_stop(void);

/* Whether a child has ended since the last call, as far as collected. */
bool signals_take_child(void);

/* Whether SIGUSR1 has asked for a picture since the last call. */
bool signals_take_snapshot(void);
