/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What is taken from a hosted process before its program runs: ways to leave processes behind that outlive
 * it, and to look into others.
 *
 * It guards against mistakes, and against processes that sel4host could not end. It is no prison: files, the
 * network and signals to processes of the same user are left to it.
 */
#pragma once

#include <stdbool.h>

/* Confines the calling process for good. Returns false, with errno, where that failed. */
bool confine(void);
