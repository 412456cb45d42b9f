/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The machine's standard input and output, for COM1, debug output and traces.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "machine/devices/uart16550.h"

struct console {
    bool input_open;
    int output_error; /* the errno that ended output, 0 while it works */
    int trace_error;  /* the same for traces */
};

/* What COM1 receives at the end of input, as for Ctrl-D at a terminal. */
#define CONSOLE_END_OF_INPUT 0x04

void console_init(struct console *console);

/*
 * Writes all bytes to standard output, waiting for the reader if necessary; a signal that asks us to end ends
 * the wait. Returns 0, or the errno that ended output.
 */
int console_write(struct console *console, const char *bytes, size_t count);

/* The same to standard error. Once nobody reads that, traces are dropped. */
void console_write_trace(struct console *console, const char *bytes, size_t count);

/* The descriptor to wait on for input that the device has room for, or -1. */
int console_input_descriptor(const struct console *console, const struct uart16550 *uart);

/* Moves as much input to the device as it has room for. The end of input is one more byte, once. */
void console_read(struct console *console, struct uart16550 *uart);
