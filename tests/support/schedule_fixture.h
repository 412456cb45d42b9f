/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the kernel fixture does otherwise with MCS: each thread needs a reply object and a scheduling context.
 */
#pragma once

#include "support/kernel_fixture.h"

/* Before the root task runs. */
void schedule_fixture_boot(struct fixture *fixture);
/* Removes from a snapshot what every kernel entry changes. It begins with the fixture's RAM. */
void schedule_fixture_mask(const struct fixture *fixture, unsigned char *snapshot);
/* Completes the request in the thread's message. */
void schedule_fixture_request(struct kernel_thread *thread);
