/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers of 32-bit x86: their places in the array of a signal handler. Where thread-local variables are is
 * not among them.
 */
#pragma once

#include <ucontext.h>
