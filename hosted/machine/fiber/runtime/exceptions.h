/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processor exceptions of programs in the fiber machine.
 */
#pragma once

/* From now on exceptions in a program are reported to the kernel, as faults of the thread, until
 * exceptions_restore() has been called as many times; that restores the handlers that were there before.
 * Exceptions outside programs are left to those handlers. */
void exceptions_take(void);
void exceptions_restore(void);
