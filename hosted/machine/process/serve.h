/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the loop does for one thread: sends its answer, receives its request and executes it.
 */
#pragma once

#include "machine/process/thread.h"

/* Gives a ready thread its answer, unless NULL or its process has ended. */
void serve_answer(struct thread *thread);

/* Executes the request that a thread was about to make when it was stopped, if it may go on. Returns false if
 * there is none. */
bool serve_kept_request(struct thread *thread);

/* The events of its socket to wait for. */
short serve_events(const struct thread *thread);

/* Acts on events of its socket, and retries what Linux lacked resources for. */
void serve_handle(struct thread *thread, short events);
