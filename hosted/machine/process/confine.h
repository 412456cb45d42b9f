/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a hosted process loses before its program runs: ways to leave processes behind that outlive it, and to
 * look into others.
 *
 * This guards against mistakes, and against processes that sel4host could not end. It is not a prison: files,
 * the network and signals to processes of the same user remain.
 */
#pragma once

#include <stdbool.h>

/* Confines the calling process for good. Returns false, with errno, if that failed. */
bool confine(void);
