/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a hosted process loses before its program runs: ways to leave processes behind that outlive it, to
 * have threads that the kernel does not know, and to look into others.
 *
 * This guards against mistakes, and against processes that sel4host could not end. It is not a prison: files,
 * the network and signals to processes of the same user remain.
 */
#pragma once

#include <stdbool.h>

/* Confines the calling process for good. Returns false, with errno, if that failed. *listener: where its
 * calls that make threads wait for confine_answer(); -1 if Linux cannot do that, and allows all of them. */
bool confine(int *listener);

/* Answers one such call, if there is one: *due is how many threads the process may make, and is counted down.
 */
void confine_answer(int listener, unsigned *due);
