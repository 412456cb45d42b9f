/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Confinement in builds with sanitizers: none, since LeakSanitizer makes a process that traces the program.
 */
#include "machine/process/confine.h"

bool confine(void)
{
    return true;
}
