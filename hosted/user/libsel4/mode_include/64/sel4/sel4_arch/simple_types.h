/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Integer types with 64-bit words.
 */
#pragma once

#define SEL4_WORD_IS_UINT64
#define SEL4_INT64_IS_LONG
#define SEL4_INT64_FORMAT "l"
#define SEL4_WORD_FORMAT "l"

typedef signed long int seL4_Int64;
typedef unsigned long int seL4_Uint64;
typedef seL4_Uint64 seL4_Word;
