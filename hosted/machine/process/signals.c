/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Signals; see signals.h. SIGPIPE is ignored: writing returns the error. We do not block a signal that is
 * ignored already, as nohup(1) does: we would read it all the same.
 */
#include "machine/process/signals.h"

#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/signalfd.h>
#include <unistd.h>

static int descriptor = -1;
static int stop_signal;
static bool child_ended;
static bool snapshot_wanted;
static sigset_t old_mask;

static bool is_ignored(int number)
{
    struct sigaction action;

    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

bool signals_init(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGUSR1};
    sigset_t blocked;

    sigemptyset(&blocked);
    sigaddset(&blocked, SIGCHLD);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        if (!is_ignored(numbers[i])) {
            sigaddset(&blocked, numbers[i]);
        }
    }
    sigprocmask(SIG_BLOCK, &blocked, &old_mask);
    signal(SIGCHLD, SIG_DFL); /* if ignored, it would hide how children end */
    signal(SIGPIPE, SIG_IGN);
    descriptor = signalfd(-1, &blocked, SFD_CLOEXEC | SFD_NONBLOCK);
    return descriptor >= 0;
}

void signals_restore(void)
{
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &old_mask, NULL);
}

int signals_get_descriptor(void)
{
    return descriptor;
}

void signals_collect(void)
{
    struct signalfd_siginfo info;

    while (read(descriptor, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
        if (info.ssi_signo == SIGCHLD) {
            child_ended = true;
        } else if (info.ssi_signo == SIGUSR1) {
            snapshot_wanted = true;
        } else {
            stop_signal = (int)info.ssi_signo;
        }
    }
}

void signals_wait(int milliseconds)
{
    struct pollfd file = {.fd = descriptor, .events = POLLIN};

    poll(&file, 1, milliseconds);
    signals_collect();
}

int signals_get_stop(void)
{
    return stop_signal;
}

static bool take(bool *flag)
{
    bool was = *flag;

    *flag = false;
    return was;
}

bool signals_take_child(void)
{
    return take(&child_ended);
}

bool signals_take_snapshot(void)
{
    return take(&snapshot_wanted);
}
