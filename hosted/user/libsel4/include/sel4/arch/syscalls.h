/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The system calls that differ: chosen by word size.
 */
#pragma once

#include <sel4/sel4_arch/syscalls.h>
