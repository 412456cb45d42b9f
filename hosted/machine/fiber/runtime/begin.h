/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How a program of the fiber machine begins.
 */
#pragma once

/* The function of a thread's fiber; the argument is its struct thread. Runs the program's main(), and ends
 * the thread with the status that it returns; or goes on with the registers that the thread starts with. */
void runtime_begin(void *argument);
