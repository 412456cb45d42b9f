/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Runs sel4host and collects its output.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define RUNNER_OUTPUT_BYTES 65536

struct runner {
    pid_t pid;
    int input;                            /* write end of its standard input, -1 if closed */
    int output, error;                    /* read ends */
    char text[RUNNER_OUTPUT_BYTES];       /* its standard output, NUL-terminated */
    char error_text[RUNNER_OUTPUT_BYTES]; /* its standard error, NUL-terminated */
    size_t text_size, error_size;
    int status; /* from waitpid() */
};

/* Starts sel4host with a NULL-terminated list of arguments. input: its standard input; -1 for a pipe. */
void runner_start(struct runner *runner, int input, const char *const arguments[]);

/* Reads its output until it contains `text`; fails the test if the output ends first. */
void runner_wait_for(struct runner *runner, const char *text);

/*
 * Closes its input, and reads until everybody has closed output and error: sel4host and all processes that it
 * started, since they inherit its standard error. Then collects its status.
 */
void runner_finish(struct runner *runner);

/*
 * Runs sel4host with --audit, the root task in the given scenario, and this input; NULL ends the arguments.
 */
void runner_run(struct runner *runner, const char *input, const char *const arguments[]);
#define RUNNER_RUN(runner, input, ...) runner_run(runner, input, (const char *const[]){__VA_ARGS__, NULL})

/*
 * Runs sel4host with --audit until the root task, in the given scenario, prints that it is ready; then sends
 * sel4host this signal, and fails the test unless that ends it.
 */
void runner_stop(struct runner *runner, const char *scenario, int number);

/* Returns the exit status, or 128 plus the signal. */
int runner_get_status(const struct runner *runner);

/*
 * Fails, and shows all output, unless the run ended with this status and this output, and passed the audit.
 */
void runner_assert(const struct runner *runner, int status, const char *output);
