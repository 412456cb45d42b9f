/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Leaves whatever a thread does, and goes on with other registers.
 *
 * How it works. Only the return from a signal handler replaces all registers at once. So the thread sends
 * itself a signal, whose handler puts the new ones where the old ones wait.
 */
#pragma once

#include <stdbool.h>

#include "processor/context.h"

/* Continues the calling thread with this context (see processor/context.h), and with no signal blocked. The
 * handler of REGISTERS_SIGNAL must call registers_finish_load(). */
_Noreturn void registers_load(const abi_word words[ABI_CONTEXT_WORDS]);

/* For the signal's handler, with its third argument. Returns false if the thread is not in registers_load().
 */
bool registers_finish_load(void *ucontext);
