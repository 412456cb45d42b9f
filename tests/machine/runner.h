/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Runs sel4host and collects what it prints.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define RUNNER_OUTPUT_BYTES 65536

struct runner {
    pid_t pid;
    int input;                            /* write end of its standard input, -1 once closed */
    int output, error;                    /* read ends */
    char text[RUNNER_OUTPUT_BYTES];       /* its standard output, NUL-ended */
    char error_text[RUNNER_OUTPUT_BYTES]; /* its standard error, NUL-ended */
    size_t text_size, error_size;
    int status; /* of waitpid() */
};

/* Starts sel4host with a NULL-ended list of arguments. `input`: -1 for a pipe, else the descriptor it gets.
 */
void runner_start(struct runner *runner, int input, const char *const arguments[]);

/* Reads its output until it contains `text`; fails the test where the output ends first. */
void runner_wait_for(struct runner *runner, const char *text);

/*
 * Closes its input and reads until output and error are closed by everybody: by sel4host and by all
 * processes that it started, since they inherit its standard error. Then collects it.
 */
void runner_finish(struct runner *runner);

/* Runs it with --audit, the root task in the scenario given, and this input; NULL-ended arguments. */
void runner_run(struct runner *runner, const char *input, const char *const arguments[]);
#define RUNNER_RUN(runner, input, ...) runner_run(runner, input, (const char *const[]){__VA_ARGS__, NULL})

/* Runs it with --audit until the root task, in the scenario given, prints that it is ready; then sends
 * sel4host this signal, and fails the test unless that ends it. */
void runner_stop(struct runner *runner, const char *scenario, int number);

/* The exit status, or 128 and the signal. */
int runner_get_status(const struct runner *runner);

/* Fails, with all that was printed, unless the run ended with this status and this output, and the audit
 * passed. */
void runner_assert(const struct runner *runner, int status, const char *output);
