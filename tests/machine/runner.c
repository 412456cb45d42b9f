/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Runs sel4host; see runner.h.
 */
#include "runner.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#define MAX_ARGUMENTS 16
#define STRAY 100

static _Noreturn void run_child(int input, int output, int error, const char *const arguments[])
{
    const char *all[MAX_ARGUMENTS + 2] = {SEL4HOST};
    for (int i = 0; i < MAX_ARGUMENTS && arguments[i]; i++) {
        all[i + 1] = arguments[i];
    }
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    /* hosted programs must not inherit STRAY */
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(error, 2) < 0 || dup2(error, STRAY) < 0) {
        _exit(124);
    }
    execv(SEL4HOST, (char *const *)(uintptr_t)all);
    _exit(124);
}

void runner_start(struct runner *runner, int input, const char *const arguments[])
{
    int in[2] = {input, -1}, out[2], err[2];
    memset(runner, 0, sizeof(*runner));
    if (input < 0) {
        assert_int_equal(pipe2(in, O_CLOEXEC), 0);
    }
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    assert_int_equal(pipe2(err, O_CLOEXEC), 0);
    runner->pid = fork();
    assert_true(runner->pid >= 0);
    if (runner->pid == 0) {
        run_child(in[0], out[1], err[1], arguments);
    }
    if (input < 0) {
        close(in[0]);
    }
    close(out[1]);
    close(err[1]);
    runner->input = in[1];
    runner->output = out[0];
    runner->error = err[0];
}

/* Reads what is available; returns false, and closes, at the end. Drops what exceeds the buffer. */
static void read_some(int *descriptor, char *text, size_t *size)
{
    char dropped[4096];
    size_t room = RUNNER_OUTPUT_BYTES - 1 - *size;
    ssize_t count = read(*descriptor, room ? text + *size : dropped, room ? room : sizeof(dropped));
    if (count > 0 && room) {
        *size += (size_t)count;
        text[*size] = '\0';
    } else if (count == 0 || (count < 0 && errno != EINTR)) {
        close(*descriptor);
        *descriptor = -1;
    }
}

/* Returns false once both are closed. */
static bool read_both(struct runner *runner)
{
    struct pollfd files[] = {{.fd = runner->output, .events = POLLIN},
                             {.fd = runner->error, .events = POLLIN}};
    if (runner->output < 0 && runner->error < 0) {
        return false;
    }
    poll(files, 2, -1);
    if (files[0].revents) {
        read_some(&runner->output, runner->text, &runner->text_size);
    }
    if (files[1].revents) {
        read_some(&runner->error, runner->error_text, &runner->error_size);
    }
    return true;
}

void runner_wait_for(struct runner *runner, const char *text)
{
    while (!strstr(runner->text, text)) {
        if (!read_both(runner)) {
            fail_msg("no \"%s\" in its output: %s%s", text, runner->text, runner->error_text);
        }
    }
}

void runner_finish(struct runner *runner)
{
    if (runner->input >= 0) {
        close(runner->input);
    }
    while (read_both(runner)) {
        ;
    }
    waitpid(runner->pid, &runner->status, 0);
}

void runner_run(struct runner *runner, const char *input, const char *const arguments[])
{
    const char *all[MAX_ARGUMENTS] = {"--audit", ROOT};
    for (int i = 0; i < MAX_ARGUMENTS - 3 && arguments[i]; i++) {
        all[i + 2] = arguments[i];
    }
    runner_start(runner, -1, all);
    size_t count = strlen(input);
    assert_int_equal(write(runner->input, input, count), count);
    runner_finish(runner);
}

void runner_stop(struct runner *runner, const char *scenario, int number)
{
    runner_start(runner, -1, (const char *const[]){"--audit", ROOT, scenario, NULL});
    runner_wait_for(runner, "ready\n");
    kill(runner->pid, number);
    runner_finish(runner);
    assert_true(WIFSIGNALED(runner->status));
    assert_int_equal(WTERMSIG(runner->status), number);
}

int runner_get_status(const struct runner *runner)
{
    return WIFSIGNALED(runner->status) ? 128 + WTERMSIG(runner->status) : WEXITSTATUS(runner->status);
}

void runner_assert(const struct runner *runner, int status, const char *output)
{
    if (runner_get_status(runner) != status || strcmp(runner->text, output) != 0 ||
        strstr(runner->error_text, "audit")) {
        fail_msg("status %d, expected %d\noutput: %s\nexpected: %s\nerrors: %s", runner_get_status(runner),
                 status, runner->text, output, runner->error_text);
    }
}
