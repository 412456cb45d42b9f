/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The integer types of the interface.
 */
#pragma once

#include <sel4/macros.h>
#include <sel4/arch/simple_types.h>

typedef signed char seL4_Int8;
typedef unsigned char seL4_Uint8;
typedef signed short int seL4_Int16;
typedef unsigned short int seL4_Uint16;
typedef signed int seL4_Int32;
typedef unsigned int seL4_Uint32;

#define seL4_True 1
#define seL4_False 0
typedef seL4_Int8 seL4_Bool;

#ifndef seL4_Null
#define seL4_Null ((void *)0)
#endif

#define SEL4_PRId_word SEL4_WORD_FORMAT "d"
#define SEL4_PRIi_word SEL4_WORD_FORMAT "i"
#define SEL4_PRIu_word SEL4_WORD_FORMAT "u"
#define SEL4_PRIx_word SEL4_WORD_FORMAT "x"
#define SEL4_PRI_word SEL4_PRIu_word

#define SEL4_PRId64 SEL4_INT64_FORMAT "d"
#define SEL4_PRIi64 SEL4_INT64_FORMAT "i"
#define SEL4_PRIu64 SEL4_INT64_FORMAT "u"
#define SEL4_PRIx64 SEL4_INT64_FORMAT "x"

typedef seL4_Word seL4_CPtr;

#include <sel4/sel4_arch/constants.h>

SEL4_COMPILE_ASSERT(seL4_WordBits_matches, sizeof(seL4_Word) * 8 == seL4_WordBits)
SEL4_COMPILE_ASSERT(seL4_WordSizeBits_matches, sizeof(seL4_Word) == 1u << seL4_WordSizeBits)
