/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The lines that a program prints: a key, and what came back. A line is printed at once, so that the kernel's
 * own messages never come in between.
 */
#pragma once

#include "common/message.h"

void line_begin(const char *key);
void line_add(const char *text);
void line_add_number(seL4_Word number);
/* In hexadecimal, with a leading blank. */
void line_add_word(seL4_Word word);
void line_end(void);

/* Where finished lines go, without the newline. */
typedef void (*line_sink_t)(const char *line);
void line_set_sink(line_sink_t sink);
void line_print(const char *line);

/* The error's name. */
void line_add_error(seL4_Word error);
/* The last answer: the error's name, and the message registers that came with it. */
void line_add_answer(void);

/* Invokes, and prints the answer as a line. */
seL4_Error try(const char *key, seL4_CPtr service, seL4_Word label, struct words registers,
               struct words capabilities);
/* A line that holds numbers. */
void tell(const char *key, struct words numbers);

/* The key with a number, or a name, at its end. */
const char *numbered(char *buffer, const char *key, seL4_Word number);
const char *named(char *buffer, const char *key, const char *name);
#define KEY_BYTES 64
#define NAMED(key, name) named((char[KEY_BYTES]){0}, key, name)
#define NUMBERED(key, number) numbered((char[KEY_BYTES]){0}, key, number)
