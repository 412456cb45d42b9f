/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Standard input and output; see console.h. We share both with whoever started us, so their flags stay
 * unchanged: output is written in pieces that do not block once there is room.
 */
#include "machine/process/console.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include "machine/process/signals.h"

void console_init(struct console *console)
{
    *console = (struct console){.input_open = true};
}

/* Returns false if a signal asks us to end first. */
static bool wait_for_room(int output)
{
    struct pollfd files[] = {
        {.fd = output, .events = POLLOUT},
        {.fd = signals_get_descriptor(), .events = POLLIN},
    };

    while (signals_get_stop() == 0) {
        poll(files, 2, -1);
        if (files[1].revents) {
            signals_collect();
        } else if (files[0].revents) {
            return true;
        }
    }
    return false;
}

/* *error is the errno that ended this output, or 0. */
static void write_all(int output, int *error, const char *bytes, size_t count)
{
    while (count > 0 && *error == 0) {
        if (!wait_for_room(output)) {
            return;
        }
        ssize_t written = write(output, bytes, count < PIPE_BUF ? count : PIPE_BUF);
        if (written >= 0) {
            bytes += written;
            count -= (size_t)written;
        } else if (errno != EINTR && errno != EAGAIN) {
            *error = errno;
        }
    }
}

int console_write(struct console *console, const char *bytes, size_t count)
{
    write_all(STDOUT_FILENO, &console->output_error, bytes, count);
    return console->output_error;
}

void console_write_trace(struct console *console, const char *bytes, size_t count)
{
    write_all(STDERR_FILENO, &console->trace_error, bytes, count);
}

int console_input_descriptor(const struct console *console, const struct uart16550 *uart)
{
    return console->input_open && uart16550_room(uart) > 0 ? STDIN_FILENO : -1;
}

void console_read(struct console *console, struct uart16550 *uart)
{
    uint8_t bytes[UART16550_FIFO_BYTES];
    ssize_t count = read(STDIN_FILENO, bytes, uart16550_room(uart));

    if (count < 0 && (errno == EINTR || errno == EAGAIN)) {
        return;
    }
    for (ssize_t i = 0; i < count; i++) {
        uart16550_receive(uart, bytes[i]);
    }
    if (count <= 0) {
        console->input_open = false;
        uart16550_receive(uart, CONSOLE_END_OF_INPUT);
    }
}
