/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A calloc() that is a step (steps.h), so that a test can make it fail. A program that links this needs the
 * linker's --wrap=calloc.
 */
#pragma once

#include <stddef.h>

/* The linker's names for the new and the old one. */
void *__wrap_calloc(size_t count, size_t size);
void *__real_calloc(size_t count, size_t size);
