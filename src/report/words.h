/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Numbers in words.
 */
#pragma once

#include <stdint.h>

#define SRPC_BYTES_TEXT 32

/* Writes a number of bytes in the largest unit that divides it, for example "64 KiB"; UINT64_MAX as "no
 * limit". */
void srpc_words_bytes(char text[SRPC_BYTES_TEXT], uint64_t bytes);
