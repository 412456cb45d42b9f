/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Integer types with 32-bit words.
 */
#pragma once

#define SEL4_WORD_IS_UINT32
#define SEL4_INT64_IS_LONG_LONG
#define SEL4_INT64_FORMAT "ll"
#define SEL4_WORD_FORMAT ""

typedef signed long long int seL4_Int64;
typedef unsigned long long int seL4_Uint64;
typedef unsigned int seL4_Word;
