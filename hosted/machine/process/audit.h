/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The audit: for tests, that the machine has lost nothing.
 */
#pragma once

#include <stdbool.h>

struct machine;

/* How many descriptors this process has open. */
unsigned audit_count_descriptors(void);

/*
 * Checks, once the machine has stopped, that its descriptors, except for the `before` ones that were open
 * before it was made, are exactly those of its processes and frames; that it keeps only files of live frames;
 * and that the kernel is consistent. Reports on stderr what is wrong.
 */
bool audit_running(struct machine *machine, unsigned before);

/* Checks that nothing is left after machine_clean_up(). */
bool audit_cleaned_up(unsigned before);
