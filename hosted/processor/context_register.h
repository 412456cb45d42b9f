/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One register of a signal handler's third argument, by the processor's number for it: see context_numbers.h
 * in the processor's folder.
 */
#pragma once

#include "kernel/abi.h"

abi_word context_get_register(const void *ucontext, unsigned number);
void context_set_register(void *ucontext, unsigned number, abi_word value);
