/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What happens before main(); see runtime.h. This is a constructor with the first priority that programs may
 * use, so that other constructors can already enter the kernel and print.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "user/runtime/channel.h"
#include "user/runtime/fault.h"
#include "user/runtime/own.h"
#include "user/runtime/registers_load.h"
#include "user/runtime/runtime.h"

static struct abi_message start_message;

const struct abi_message *hosted_start_message(void)
{
    return &start_message;
}

static ssize_t write_line(void *cookie, const char *bytes, size_t count)
{
    (void)cookie;
    hosted_put(bytes, count);
    return (ssize_t)count;
}

/* Gives stdout a stream of its own, flushed at the end of each line and at exit. */
static void redirect_stdout(void)
{
    static char buffer[BUFSIZ];
    const cookie_io_functions_t functions = {.write = write_line};
    FILE *stream = fopencookie(NULL, "w", functions);

    if (!stream) {
        abort();
    }
    setvbuf(stream, buffer, _IOLBF, sizeof(buffer));
    stdout = stream;
}

__attribute__((constructor(101))) static void start(void)
{
    static const char complaint[] = "This program runs on hosted seL4: run me with sel4host.\n";

    if (!channel_exists()) {
        (void)!write(STDERR_FILENO, complaint, sizeof(complaint) - 1);
        _exit(2);
    }
    own_init();
    fault_init();
    sig_atomic_t before = own_enter();
    channel_receive(&start_message);
    own_leave(before);
    if (start_message.what == ABI_ANSWER_REGISTERS) { /* it was stopped at once, and got others */
        registers_load(start_message.mr);
    }
    redirect_stdout();
}
