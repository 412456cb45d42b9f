/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The order of what the kernel changes in a program that has several threads.
 *
 * How it works. Whichever thread's answer comes next brings the changes that are due, so several threads may
 * have some at the same time. They are numbered, and each is made once the one before it has been. An answer
 * has the number of the last before it, and its thread goes on once that has been made.
 */
#pragma once

#include "kernel/abi.h"

/* Waits until all changes up to this number have been made. */
void notices_wait(abi_word number);

/* The change with this number has been made. */
void notices_done(abi_word number);
