/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The RPC protocol in words, for traces: the library's own decoder, on messages of the hosted kernel.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "kernel/abi.h"

/* Of trace_describe_t. Returns false if the registers are no request, or no answer. */
bool protocol_describe(char *text, size_t size, const abi_word *registers, size_t length, bool is_answer);
