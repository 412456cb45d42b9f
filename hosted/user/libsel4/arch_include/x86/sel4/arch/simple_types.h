/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The word types of x86: chosen by word size.
 */
#ifndef HOSTED_SEL4_ARCH_SIMPLE_TYPES_H
#define HOSTED_SEL4_ARCH_SIMPLE_TYPES_H

#include <sel4/sel4_arch/simple_types.h>

#endif
