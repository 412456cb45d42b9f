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
    int output_error; /* the errno that ended output, 0 while it goes on */
    int trace_error;  /* likewise, of traces */
};

/* What a COM1 is told at the end of input, as by Ctrl-D at a terminal. */
#define CONSOLE_END_OF_INPUT 0x04

void console_init(struct console *console);

/*
 * Writes all bytes to standard output, waiting for its reader where it must; a signal that asks us to end
 * ends the wait. Returns 0, or the errno that output ended with.
 */
int console_write(struct console *console, const char *bytes, size_t count);

/* Likewise to standard error. Where nobody reads that any more, traces are dropped. */
void console_write_trace(struct console *console, const char *bytes, size_t count);

/* The descriptor to wait on for input that the device has room for; -1: none. */
int console_input_descriptor(const struct console *console, const struct uart16550 *uart);

/* Moves input to the device, as much as there is room for. The end of input is one byte more, once. */
void console_read(struct console *console, struct uart16550 *uart);
