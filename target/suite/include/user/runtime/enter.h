/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Every kernel entry of code that redirect.h was included into.
 */
#pragma once

#include "kernel/abi.h"

/* Executes the system call in `message`, and returns with the answer in it. Defined once in each program. */
void hosted_enter(struct abi_message *message);
