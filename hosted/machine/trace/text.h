/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Text for traces, in a buffer of fixed size; what does not fit is cut off.
 */
#pragma once

#include <stddef.h>

#include "kernel/abi.h"

struct trace_text {
    char *bytes;
    size_t size, used;
};

/* Makes an empty text in a buffer of `size` bytes. */
struct trace_text trace_text_in(char *bytes, size_t size);

__attribute__((format(printf, 2, 3))) void trace_add(struct trace_text *text, const char *format, ...);

/* Writes small numbers in decimal, others in hexadecimal, like addresses and magic numbers. */
void trace_add_word(struct trace_text *text, abi_word word);

/* The first few words in brackets. */
void trace_add_words(struct trace_text *text, const abi_word *words, size_t count);

/* Rights by name, as in Read|Write; "none". */
void trace_add_rights(struct trace_text *text, abi_word rights);

/* The first few bytes in quotation marks, escaped as in C. */
void trace_add_string(struct trace_text *text, const char *bytes, size_t count);

/* The same of bytes in words, after one that has their number. If that is too high, those that are there. */
void trace_add_counted_bytes(struct trace_text *text, const abi_word *words, size_t count);
