/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Log lines on standard output, where all output of a hosted program goes.
 *
 * A line is put together first, so that lines of several processes do not mix.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <utils/zf_log.h>

#define LINE_BYTES 512

static void log_line(char letter, const char *function, const char *file, int line, const char *format,
                     va_list arguments)
{
    char text[LINE_BYTES];

    vsnprintf(text, sizeof(text), format, arguments);
    fflush(stdout);
    printf("%c %s@%s:%d %s\n", letter, function, file, line, text);
    fflush(stdout);
}

void utils_log(char letter, const char *function, const char *file, int line, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    log_line(letter, function, file, line, format, arguments);
    va_end(arguments);
}

void utils_log_fatal(const char *function, const char *file, int line, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    log_line('F', function, file, line, format, arguments);
    va_end(arguments);
    abort();
}
