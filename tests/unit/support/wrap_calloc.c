/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A calloc() that can fail; see wrap_calloc.h.
 */
#include "wrap_calloc.h"

#include "steps.h"

void *__wrap_calloc(size_t count, size_t size)
{
    return step_fails() ? NULL : __real_calloc(count, size);
}
