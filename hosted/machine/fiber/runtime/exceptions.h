/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processor exceptions of programs in the fiber machine.
 */
#pragma once

/* From now on exceptions in a program are reported to the kernel, as the thread's fault; until
 * exceptions_restore() has been called as often, which puts back what was there before. What is no program's
 * exception is left to what was there before. */
void exceptions_take(void);
void exceptions_restore(void);
