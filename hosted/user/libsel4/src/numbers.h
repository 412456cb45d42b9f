/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checks that a number in libsel4's headers is the kernel's.
 */
#pragma once

#include "kernel/abi.h"

#define SAME(name, abi) _Static_assert((abi_word)seL4_##name == (abi_word)ABI_##abi, #name)
